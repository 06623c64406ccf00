import { auto, code, percent, state } from "./fields";
import type { Resource } from "./types";

export const forecasting: Resource[] = [
  {
    service: "forecasting",
    name: "forecast-orders",
    noun: "release",
    columns: [
      code("release|id"),
      state(),
      ...auto("items", "series", "first_day", "last_day", "released_by", "released_at"),
    ],
    filters: [{ key: "state", options: ["draft", "adjusted", "released"] }],
    related: [{ to: "/mrp/plans", label: "resources.mrp.plans" }],
    next: "/forecasting/series",
  },
  {
    service: "forecasting",
    name: "series",
    noun: "series",
    columns: [
      code("item|series|id"),
      ...auto("level", "category", "method"),
      percent("error|wape|mase"),
      ...auto("horizon_days", "quantity"),
    ],
    filters: [{ key: "level", options: ["total", "category", "subcategory", "item"] }, { key: "item" }],
    next: "/journey",
  },
];
