import { auto, code, state, title } from "./fields";
import type { Resource } from "./types";

export const controlTower: Resource[] = [
  {
    service: "control-tower",
    name: "exceptions",
    may: "control-tower.exception.read",
    prefix: "exc",
    columns: [
      code("id"),
      title("title"),
      state("severity"),
      state("state"),
      ...auto("rule", "subject", "plant", "owner", "opened_at", "minutes_open"),
    ],
    filters: [
      { key: "state", options: ["open", "assigned", "answered", "closed"] },
      { key: "severity", options: ["low", "medium", "high", "critical"] },
      { key: "subject" },
    ],
    next: "/equipment/machines",
  },
];
