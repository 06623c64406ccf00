import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const logistics: Resource[] = [
  {
    service: "logistics",
    name: "stock",
    id: "lot",
    records: "lots",
    columns: [
      code("lot"),
      ...auto("item", "maker", "plant", "available", "inspection", "blocked", "reserved", "in_transit"),
    ],
    filters: [{ key: "item" }, { key: "plant" }, { key: "lot" }, { key: "maker" }, { key: "serial" }],
    related: [
      { to: "/logistics/movements?lot={lot}", label: "resources.logistics.movements" },
      { to: "/logistics/stock-notes?lot={lot}", label: "resources.logistics.stock-notes" },
    ],
    next: "/logistics/receipts",
  },
  {
    service: "logistics",
    name: "stock-notes",
    noun: "block",
    prefix: "stn",
    columns: [
      code("number"),
      state("kind"),
      ...auto("item", "lot", "maker", "plant", "quantity", "before", "serials", "block"),
      ...auto("parts", "reason", "noted_by", "noted_at"),
    ],
    filters: [
      { key: "kind", options: ["blocked", "released", "scrapped", "returned", "counted"] },
      { key: "item" },
      { key: "plant" },
      { key: "lot" },
    ],
    related: [{ to: "/logistics/movements?reference={id}", label: "resources.logistics.movements" }],
    next: "/logistics/stock",
  },
  {
    service: "logistics",
    name: "movements",
    id: "number",
    records: null,
    columns: [
      code("number"),
      ...auto(
        "at",
        "item",
        "plant",
        "lot",
        "maker",
        "serial",
        "quantity",
        "source",
        "target",
        "cause",
        "reference",
      ),
    ],
    filters: [{ key: "item" }, { key: "plant" }, { key: "lot" }, { key: "reference" }],
    next: "/logistics/stock",
  },
  {
    service: "logistics",
    name: "stock-balance",
    id: "item",
    records: null,
    columns: [
      code("item"),
      ...auto("opening", "received", "made", "adjusted", "sources"),
      ...auto("on_hand", "in_production", "consumed", "shipped", "scrapped", "uses", "balanced"),
    ],
    filters: [{ key: "item" }],
    next: "/logistics/stock",
  },
  {
    service: "logistics",
    name: "receipts",
    prefix: "rcp",
    columns: [
      code("number"),
      ...auto("delivery_note", "purchase_order", "supplier", "plant", "lines", "received_by", "received_at"),
    ],
    filters: [{ key: "supplier" }, { key: "plant" }, { key: "purchase_order" }],
    next: "/srm/delivery-notes",
  },
  {
    service: "logistics",
    name: "issues",
    prefix: "iss",
    columns: [
      code("number"),
      ...auto("work_order", "plant", "lines", "reason", "broken", "issued_by", "issued_at"),
    ],
    filters: [{ key: "work_order" }, { key: "plant" }],
    next: "/mes/work-orders",
  },
  {
    service: "logistics",
    name: "shipments",
    prefix: "shp",
    columns: [
      code("number"),
      ...auto("order", "customer", "plant", "carrier", "lines"),
      state("state"),
      ...auto("dispatched_at", "delivered_at"),
    ],
    filters: [
      { key: "state", options: ["picking", "dispatched", "delivered"] },
      { key: "order" },
      { key: "customer" },
    ],
    related: [
      { to: "/traceability/trace/shipment:{id}", label: "resources.traceability.trace" },
      { to: "/finance/invoices?shipment={id}", label: "resources.finance.invoices" },
    ],
    next: "/orders/orders",
  },
];
