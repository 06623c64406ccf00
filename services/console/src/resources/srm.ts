import { auto, code, state, title } from "./fields";
import type { Resource } from "./types";

export const srm: Resource[] = [
  {
    service: "srm",
    name: "purchase-orders",
    may: "srm.purchase-order.read",
    prefix: "po",
    columns: [
      code("number"),
      ...auto("supplier", "buyer", "plant", "lines"),
      state("state"),
      ...auto("revision", "due", "total"),
    ],
    filters: [
      {
        key: "state",
        options: ["published", "counter_proposed", "confirmed", "delivered", "closed_short", "cancelled"],
      },
      { key: "supplier" },
      { key: "item" },
      { key: "order" },
    ],
    related: [
      { to: "/srm/delivery-notes?purchase_order={id}", label: "resources.srm.delivery-notes" },
      { to: "/logistics/receipts?purchase_order={id}", label: "resources.logistics.receipts" },
      { to: "/finance/invoices?purchase_order={id}", label: "resources.finance.invoices" },
    ],
    next: "/mrp/proposals",
  },
  {
    service: "srm",
    name: "delivery-notes",
    may: "srm.delivery-note.read",
    prefix: "dn",
    columns: [
      code("number"),
      ...auto("purchase_order", "supplier", "buyer", "plant", "lines"),
      state("state"),
    ],
    filters: [
      { key: "state", options: ["sent", "partly_received", "received", "closed_short"] },
      { key: "supplier" },
      { key: "purchase_order" },
    ],
    related: [
      { to: "/logistics/receipts?purchase_order={purchase_order}", label: "resources.logistics.receipts" },
    ],
    next: "/srm/purchase-orders",
  },
  {
    service: "srm",
    name: "suppliers",
    may: "srm.supplier.read",
    noun: "supplier",
    columns: [code("supplier"), title("name"), ...auto("rating")],
    related: [
      { to: "/srm/purchase-orders?supplier={id}", label: "resources.srm.purchase-orders" },
      { to: "/srm/supplier-items?supplier={id}", label: "resources.srm.supplier-items" },
    ],
    parts: [
      {
        path: "srm/v1/scorecards/{id}",
        may: "srm.scorecard.read",
        name: "scorecard",
        fields: ["lines", "due_lines", "on_time_lines", "on_time_rate", "in_time_share", "accepted_rate"],
      },
    ],
    next: "/product/items",
  },
  {
    service: "srm",
    name: "supplier-items",
    may: "srm.supplier-item.read",
    prefix: "si",
    columns: [
      code("id"),
      ...auto("supplier", "item", "minimum", "price", "lead_time_days", "rank", "blocked"),
    ],
    filters: [{ key: "supplier" }, { key: "item" }],
    next: "/srm/suppliers",
  },
  {
    service: "srm",
    name: "scorecards",
    may: "srm.scorecard.read",
    columns: [
      code("supplier"),
      title("name"),
      ...auto("rating", "lines", "on_time_rate", "in_time_share", "accepted_rate"),
    ],
    next: "/srm/suppliers",
  },
];
