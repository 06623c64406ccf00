import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const mrp: Resource[] = [
  {
    service: "mrp",
    name: "plans",
    noun: "plan",
    columns: [
      code("plan|id"),
      state(),
      ...auto("items", "proposals", "exceptions", "late_orders", "forecast_release", "committed_at"),
    ],
    related: [
      { to: "/mrp/proposals?plan={plan|id}", label: "resources.mrp.proposals" },
      { to: "/mrp/exceptions?plan={plan|id}", label: "resources.mrp.exceptions" },
    ],
    next: "/forecasting/forecast-orders",
  },
  {
    service: "mrp",
    name: "proposals",
    noun: "proposal",
    columns: [
      code("proposal|id"),
      ...auto("kind", "item", "plant", "quantity"),
      state(),
      ...auto("start|order_by", "due|need_by", "supplier", "pegs"),
    ],
    filters: [
      { key: "kind", options: ["purchase", "work"] },
      { key: "state", options: ["proposed", "released", "cancelled"] },
      { key: "item" },
    ],
    next: "/mrp/plans",
  },
  {
    service: "mrp",
    name: "exceptions",
    noun: "mrp_exception",
    columns: [code("id"), state("kind"), ...auto("item", "plant", "quantity", "due", "cause", "reference")],
    filters: [
      {
        key: "kind",
        options: ["expedite", "defer", "cancel", "past_due", "late_demand", "forecast_not_planned"],
      },
      { key: "item" },
    ],
    next: "/mrp/plans",
  },
];
