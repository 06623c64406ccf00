import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const equipment: Resource[] = [
  {
    service: "equipment",
    name: "machines",
    may: "equipment.machine.read",
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
      { to: "/equipment/ideal-cycles?machine={id}", label: "resources.equipment.ideal-cycles" },
      { to: "/equipment/doubtful-counts?machine={id}", label: "resources.equipment.doubtful-counts" },
      { to: "/edge-gateway/status", label: "resources.edge-gateway.status" },
    ],
    parts: [
      { path: "equipment/v1/machines/{id}/states", may: "equipment.machine.read", name: "states" },
      { path: "equipment/v1/machines/{id}/oee", may: "equipment.machine.read", name: "figures_today" },
    ],
    next: "/edge-gateway/status",
  },
  {
    service: "equipment",
    name: "ideal-cycles",
    may: "equipment.ideal-cycle.read",
    records: null,
    columns: auto("machine", "item", "ideal_cycle_seconds", "ideal_cycle_since"),
    filters: [{ key: "machine" }, { key: "item" }],
    next: "/equipment/machines",
  },
  {
    service: "equipment",
    name: "doubtful-counts",
    may: "equipment.doubtful-count.read",
    prefix: "dc",
    columns: [
      code("id"),
      ...auto("machine", "plant", "day"),
      state("state"),
      ...auto("pieces", "times", "reason", "until", "settled_pieces", "settled_by"),
    ],
    filters: [{ key: "state", options: ["open", "settled"] }, { key: "machine" }, { key: "plant" }],
    related: [{ to: "/equipment/machines/{machine}", label: "resources.equipment.machines" }],
    next: "/equipment/machines",
  },
  {
    service: "equipment",
    name: "refused-records",
    may: "equipment.telemetry.read",
    records: null,
    columns: auto("refused_at", "gateway", "stream", "sequence", "reason", "body"),
    next: "/edge-gateway/status",
  },
];
