import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const forecasting: Resource[] = [
  {
    service: "forecasting",
    name: "forecast-orders",
    may: "forecasting.forecast.read",
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
        may: "forecasting.forecast.read",
        name: "lines",
        fields: ["item", "method", "quantity", "is_adjusted", "buckets"],
      },
      {
        path: "forecasting/v1/forecast-orders/{id}/remarks",
        may: "forecasting.forecast.read",
        name: "remarks",
      },
      {
        path: "forecasting/v1/forecast-orders/{id}/accuracy",
        may: "forecasting.forecast.read",
        name: "accuracy",
      },
    ],
    next: "/forecasting/series",
  },
  {
    service: "forecasting",
    name: "series",
    may: "forecasting.series.read",
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
    parts: [
      { path: "forecasting/v1/series/{id}/changes", may: "forecasting.series.read", name: "cleaned_weeks" },
    ],
    next: "/forecasting/forecast-orders",
  },
  {
    service: "forecasting",
    name: "stock-policies",
    may: "forecasting.stock-policy.read",
    id: "kind",
    records: null,
    columns: auto("kind", "policy", "usual"),
    next: "/forecasting/series",
  },
];
