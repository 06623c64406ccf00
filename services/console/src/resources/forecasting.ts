import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const forecasting: Resource[] = [
  {
    service: "forecasting",
    name: "forecast-orders",
    prefix: "fco",
    columns: [
      code("number"),
      state("state"),
      ...auto("items", "series", "remarks", "first_day", "last_day"),
      ...auto("drafted_by", "released_by", "released_at"),
    ],
    filters: [{ key: "state", options: ["draft", "adjusted", "released"] }],
    related: [
      { to: "/forecasting/series?order={id}", label: "resources.forecasting.series" },
      { to: "/mrp/plans", label: "resources.mrp.plans" },
    ],
    parts: [
      {
        path: "forecasting/v1/forecast-orders/{id}/lines",
        name: "lines",
        fields: ["item", "method", "quantity", "is_adjusted", "buckets"],
      },
      { path: "forecasting/v1/forecast-orders/{id}/remarks", name: "remarks" },
      { path: "forecasting/v1/forecast-orders/{id}/accuracy", name: "accuracy" },
    ],
    next: "/forecasting/series",
  },
  {
    service: "forecasting",
    name: "series",
    columns: [
      code("node"),
      ...auto("level", "category", "subcategory", "method", "error", "naive_error"),
      ...auto("value_added", "quantity", "horizon_days", "cleaned_weeks"),
    ],
    filters: [
      { key: "level", options: ["total", "category", "subcategory", "item"] },
      { key: "item" },
      { key: "order" },
    ],
    parts: [{ path: "forecasting/v1/series/{id}/changes", name: "cleaned_weeks" }],
    next: "/forecasting/forecast-orders",
  },
  {
    service: "forecasting",
    name: "stock-policies",
    id: "kind",
    records: null,
    columns: auto("kind", "policy", "usual"),
    next: "/forecasting/series",
  },
];
