import { auto, code, title } from "./fields";
import type { Resource } from "./types";

export const product: Resource[] = [
  {
    service: "product",
    name: "items",
    may: "product.item.read",
    noun: "item",
    columns: [
      code("item"),
      title("name"),
      ...auto("category", "subcategory", "source", "tracking", "lead_time_days", "safety_stock"),
      ...auto("standard_cost", "list_price"),
    ],
    filters: [{ key: "source", options: ["make", "buy"] }, { key: "category" }, { key: "subcategory" }],
    related: [
      { to: "/product/boms?item={id}", label: "resources.product.boms" },
      { to: "/product/routings?item={id}", label: "resources.product.routings" },
      { to: "/logistics/stock?item={id}", label: "resources.logistics.stock" },
      { to: "/mrp/proposals?item={id}", label: "resources.mrp.proposals" },
    ],
    next: "/journey",
  },
  {
    service: "product",
    name: "boms",
    may: "product.bom.read",
    columns: [code("item"), ...auto("revision", "lines")],
    filters: [{ key: "item" }, { key: "component" }],
    next: "/product/items",
  },
  {
    service: "product",
    name: "routings",
    may: "product.routing.read",
    columns: [code("id"), ...auto("item", "plant", "revision", "operations")],
    filters: [{ key: "item" }, { key: "plant" }],
    next: "/product/items",
  },
  {
    service: "product",
    name: "work-centres",
    may: "product.work-centre.read",
    noun: "work_centre",
    columns: [
      code("work_centre"),
      title("name"),
      ...auto("plant", "minutes_per_day", "cost_per_hour", "machines"),
    ],
    filters: [{ key: "plant" }],
    related: [{ to: "/equipment/machines?work_centre={id}", label: "resources.equipment.machines" }],
    parts: [
      {
        path: "mes/v1/capacity?work_centre={id}",
        may: "mes.capacity.read",
        name: "capacity",
        fields: ["minutes_per_day", "booked"],
      },
    ],
    next: "/product/routings",
  },
];
