import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const logistics: Resource[] = [
  {
    service: "logistics",
    name: "stock",
    noun: "stock",
    columns: [
      code("item|id"),
      ...auto("plant", "lot", "available", "inspection", "blocked", "quantity"),
      state(),
    ],
    filters: [{ key: "item" }, { key: "plant" }, { key: "lot" }],
    next: "/logistics/receipts",
  },
  {
    service: "logistics",
    name: "receipts",
    noun: "receipt",
    columns: [
      code("number|receipt|id"),
      ...auto("delivery_note", "purchase_order", "supplier", "plant", "lines", "received_at"),
    ],
    filters: [{ key: "supplier" }, { key: "plant" }],
    next: "/logistics/delivery-notes",
  },
  {
    service: "logistics",
    name: "shipments",
    noun: "shipment",
    columns: [
      code("number|shipment|id"),
      ...auto("order", "customer", "plant", "carrier", "lines"),
      state(),
      ...auto("dispatched_at"),
    ],
    filters: [{ key: "status", options: ["picking", "dispatched", "delivered"] }, { key: "order" }],
    next: "/orders/orders",
  },
  {
    service: "logistics",
    name: "delivery-notes",
    noun: "delivery_note",
    columns: [
      code("number|delivery_note|id"),
      ...auto("purchase_order", "supplier", "plant", "lines"),
      state(),
      ...auto("sent_at"),
    ],
    filters: [
      { key: "status", options: ["expected", "partial", "complete", "closed_short"] },
      { key: "supplier" },
    ],
    next: "/srm/purchase-orders",
  },
];
