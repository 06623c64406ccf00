import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const orders: Resource[] = [
  {
    service: "orders",
    name: "orders",
    noun: "order",
    columns: [
      code("number|order|id"),
      ...auto("customer", "priority"),
      state(),
      ...auto("promise", "lines", "total", "placed_on|placed_at"),
    ],
    filters: [
      { key: "state", options: ["placed", "matched", "refused", "cancelled", "fulfilled"] },
      { key: "customer" },
    ],
    details: [
      code("number"),
      ...auto("customer", "priority"),
      state(),
      ...auto("promise", "total", "placed_on|placed_at"),
    ],
    related: [
      { to: "/mes/work-orders?order={order|id}", label: "resources.mes.work-orders" },
      { to: "/logistics/shipments?order={order|id}", label: "resources.logistics.shipments" },
    ],
    next: "/journey",
  },
];
