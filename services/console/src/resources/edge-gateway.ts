import { auto, state } from "./fields";
import type { Resource } from "./types";

export const edgeGateway: Resource[] = [
  {
    service: "edge-gateway",
    name: "status",
    noun: "gateway",
    shape: "document",
    columns: [],
    details: [
      state(),
      ...auto(
        "gateway",
        "time",
        "plant",
        "configuration_version",
        "stored",
        "forwarded",
        "waiting",
        "last_forwarded_at",
      ),
    ],
    related: [{ to: "/equipment/machines", label: "resources.equipment.machines" }],
  },
];
