import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const orders: Resource[] = [
  {
    service: "orders",
    name: "orders",
    may: "orders.order.read",
    prefix: "ord",
    columns: [
      code("number"),
      ...auto("customer", "seller", "priority"),
      state("state"),
      ...auto("placed_on", "promise", "lines", "total"),
    ],
    filters: [
      {
        key: "state",
        options: [
          "proposed",
          "declined",
          "placed",
          "unmatched",
          "matched",
          "refused",
          "cancelled",
          "closed",
          "fulfilled",
        ],
      },
    ],
    related: [
      { to: "/mrp/proposals?order={id}", label: "resources.mrp.proposals" },
      { to: "/srm/purchase-orders?order={id}", label: "resources.srm.purchase-orders" },
      { to: "/mes/work-orders?order={id}", label: "resources.mes.work-orders" },
      { to: "/logistics/shipments?order={id}", label: "resources.logistics.shipments" },
      { to: "/finance/invoices?order={id}", label: "resources.finance.invoices" },
    ],
    parts: [
      {
        path: "mrp/v1/pegs?order={id}",
        may: "mrp.plan.read",
        name: "pegged_supply",
        fields: ["line", "kind", "reference", "item", "plant", "quantity", "expected"],
      },
    ],
    next: "/journey",
  },
  {
    service: "orders",
    name: "customer-terms",
    may: "orders.customer-terms.read",
    records: null,
    id: "customer",
    columns: [code("customer"), state("ordering"), ...auto("most_per_line", "most_open", "highest_priority")],
    next: "/orders/orders",
  },
  {
    service: "orders",
    name: "buying-terms",
    may: "orders.buying-terms.read",
    records: null,
    id: "seller",
    columns: [code("seller"), state("ordering"), ...auto("most_per_line", "most_open")],
    next: "/orders/orders",
  },
];
