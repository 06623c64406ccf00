import { auto, code, state, title } from "./fields";
import type { Resource } from "./types";

export const srm: Resource[] = [
  {
    service: "srm",
    name: "suppliers",
    noun: "supplier",
    columns: [code("supplier|id"), title("name"), state(), ...auto("items", "lead_time_days", "grade")],
    related: [{ to: "/srm/purchase-orders?supplier={supplier|id}", label: "resources.srm.purchase-orders" }],
    next: "/product/items",
  },
  {
    service: "srm",
    name: "purchase-orders",
    noun: "purchase_order",
    columns: [
      code("number|purchase_order|id"),
      ...auto("supplier", "buyer", "plant", "revision", "lines"),
      state(),
      ...auto("due", "total"),
    ],
    filters: [
      { key: "state", options: ["published", "counter_proposed", "confirmed", "delivered", "cancelled"] },
      { key: "supplier" },
    ],
    related: [
      { to: "/logistics/receipts?purchase_order={purchase_order|id}", label: "resources.logistics.receipts" },
    ],
    next: "/mrp/proposals",
  },
];
