import { auto, code, title } from "./fields";
import type { Resource } from "./types";

export const product: Resource[] = [
  {
    service: "product",
    name: "items",
    noun: "item",
    columns: [
      code("item|code|id"),
      title("name"),
      ...auto(
        "category",
        "subcategory",
        "source",
        "tracking",
        "lead_time_days",
        "safety_stock",
        "standard_cost",
        "list_price",
      ),
    ],
    filters: [{ key: "source", options: ["make", "buy"] }, { key: "category" }],
    related: [
      { to: "/product/boms/{item|id}", label: "resources.product.boms" },
      { to: "/product/routings?item={item|id}", label: "resources.product.routings" },
      { to: "/logistics/stock?item={item|id}", label: "resources.logistics.stock" },
    ],
    next: "/journey",
  },
  {
    service: "product",
    name: "boms",
    noun: "bom",
    columns: [
      code("item|id"),
      title("name|item_name"),
      ...auto("revision", "lines", "valid_from", "valid_to"),
    ],
    filters: [{ key: "item" }],
    next: "/product/items",
  },
  {
    service: "product",
    name: "routings",
    noun: "routing",
    columns: [code("item|id"), ...auto("plant", "revision", "operations")],
    filters: [{ key: "item" }, { key: "plant" }],
    next: "/product/items",
  },
  {
    service: "product",
    name: "work-centres",
    noun: "work_centre",
    columns: [
      code("work_centre|id"),
      title("name"),
      ...auto("plant", "minutes_per_day", "cost_per_hour", "machines"),
    ],
    filters: [{ key: "plant" }],
    next: "/product/routings",
  },
];
