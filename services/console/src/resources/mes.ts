import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const mes: Resource[] = [
  {
    service: "mes",
    name: "work-orders",
    may: "mes.work-order.read",
    prefix: "wo",
    columns: [
      code("number"),
      ...auto("item", "plant", "quantity"),
      state("state"),
      ...auto("good", "scrap", "handed_over", "short", "start", "due", "planned_finish"),
    ],
    filters: [
      {
        key: "state",
        options: ["needs_routing", "created", "released", "in_progress", "completed", "closed", "cancelled"],
      },
      { key: "plant" },
      { key: "item" },
      { key: "order" },
    ],
    related: [{ to: "/logistics/issues?work_order={id}", label: "resources.logistics.issues" }],
    next: "/mrp/proposals",
  },
];
