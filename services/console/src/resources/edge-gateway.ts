import { auto, state } from "./fields";
import type { Resource } from "./types";

export const edgeGateway: Resource[] = [
  {
    service: "edge-gateway",
    name: "status",
    may: "edge-gateway.machine.read",
    shape: "document",
    columns: [],
    details: [state("state"), ...auto("time", "stored", "forwarded", "waiting")],
    related: [{ to: "/equipment/machines", label: "resources.equipment.machines" }],
  },
];
