import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const mes: Resource[] = [
  {
    service: "mes",
    name: "work-orders",
    noun: "work_order",
    columns: [
      code("number|work_order|id"),
      ...auto("item", "plant", "quantity"),
      state(),
      ...auto("good", "scrap", "start", "due", "lot"),
    ],
    filters: [
      { key: "status", options: ["created", "released", "in_progress", "completed", "closed", "cancelled"] },
      { key: "plant" },
      { key: "item" },
    ],
    next: "/mrp/proposals",
  },
];
