import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const equipment: Resource[] = [
  {
    service: "equipment",
    name: "machines",
    noun: "machine",
    columns: [
      code("id"),
      state("state"),
      ...auto("plant", "work_centre", "reason", "since", "running_total", "last_day"),
      ...auto("availability", "performance", "quality", "oee", "planned_time_basis"),
    ],
    filters: [
      { key: "state", options: ["run", "idle", "abnormal", "off"] },
      { key: "plant" },
      { key: "work_centre" },
    ],
    related: [
      { to: "/control-tower/exceptions?subject={id}", label: "resources.control-tower.exceptions" },
      { to: "/edge-gateway/status", label: "resources.edge-gateway.status" },
    ],
    parts: [
      { path: "equipment/v1/machines/{id}/states", name: "states" },
      { path: "equipment/v1/machines/{id}/oee", name: "figures_today" },
    ],
    next: "/edge-gateway/status",
  },
];
