import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const mrp: Resource[] = [
  {
    service: "mrp",
    name: "plans",
    may: "mrp.plan.read",
    prefix: "pln",
    columns: [
      code("id"),
      state("state"),
      ...auto(
        "plant",
        "start",
        "horizon_days",
        "items",
        "proposals",
        "exceptions",
        "late_orders",
        "not_planned",
      ),
      ...auto("forecast_release", "committed_at"),
    ],
    filters: [{ key: "state", options: ["committed", "superseded"] }],
    related: [
      { to: "/mrp/proposals?plan={id}", label: "resources.mrp.proposals" },
      { to: "/mrp/exceptions?plan={id}", label: "resources.mrp.exceptions" },
    ],
    next: "/forecasting/forecast-orders",
  },
  {
    service: "mrp",
    name: "proposals",
    may: "mrp.plan.read",
    prefix: "prp",
    columns: [
      code("id"),
      ...auto("kind", "item", "plant", "quantity"),
      state("state"),
      ...auto("start", "due", "supplier", "became", "pegs"),
    ],
    filters: [
      { key: "kind", options: ["purchase", "work"] },
      { key: "state", options: ["proposed", "released", "superseded"] },
      { key: "item" },
      { key: "plan" },
      { key: "order" },
    ],
    next: "/mrp/plans",
  },
  {
    service: "mrp",
    name: "exceptions",
    may: "mrp.plan.read",
    columns: [
      code("id"),
      state("kind"),
      ...auto("item", "plant", "stands", "wanted", "reference", "message"),
    ],
    filters: [
      {
        key: "kind",
        options: [
          "expedite",
          "defer",
          "cancel",
          "past_due",
          "late_demand",
          "forecast_not_planned",
          "not_planned",
          "stock_elsewhere",
        ],
      },
      { key: "item" },
      { key: "plan" },
    ],
    next: "/mrp/plans",
  },
  {
    service: "mrp",
    name: "proposal-releases",
    may: "mrp.release.read",
    prefix: "rel",
    columns: [
      code("id"),
      ...auto("plan", "order", "until", "purchase", "work", "released_at", "released_by"),
    ],
    related: [{ to: "/mrp/proposals?plan={plan}&state=released", label: "resources.mrp.proposals" }],
    next: "/mrp/proposals",
  },
];
