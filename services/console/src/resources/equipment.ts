import { auto, code, percent, state, title } from "./fields";
import type { Resource } from "./types";

export const equipment: Resource[] = [
  {
    service: "equipment",
    name: "machines",
    noun: "machine",
    columns: [
      code("code|machine|id"),
      title("name"),
      ...auto("plant", "work_centre"),
      state(),
      ...auto("reason", "since", "running_total|pieces"),
      percent("oee"),
      percent("availability"),
      percent("performance"),
      percent("quality"),
    ],
    filters: [{ key: "state", options: ["run", "idle", "abnormal", "off"] }, { key: "plant" }],
    related: [
      { to: "/control-tower/exceptions?subject={machine|id}", label: "resources.control-tower.exceptions" },
    ],
    next: "/edge-gateway/status",
  },
];
