import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const quality: Resource[] = [
  {
    service: "quality",
    name: "inspections",
    may: "quality.inspection.read",
    prefix: "ins",
    columns: [
      code("id"),
      ...auto("kind", "item", "lot", "plant", "quantity"),
      state("state"),
      ...auto("sample_size", "acceptance_number", "defects"),
      state("severity"),
      ...auto("supplier", "work_order"),
    ],
    filters: [
      { key: "kind", options: ["incoming", "final"] },
      { key: "state", options: ["requested", "drawn", "recorded", "accepted", "rejected", "withdrawn"] },
      { key: "item" },
      { key: "lot" },
    ],
    next: "/logistics/receipts",
  },
  {
    service: "quality",
    name: "nonconformances",
    may: "quality.nonconformance.read",
    prefix: "ncr",
    columns: [
      code("id"),
      ...auto("item", "lot", "plant", "quantity", "supplier", "defects"),
      state("state"),
      ...auto("disposition", "raised_at", "inspection"),
    ],
    filters: [
      { key: "state", options: ["open", "disposed", "closed", "withdrawn"] },
      { key: "item" },
      { key: "lot" },
      { key: "supplier" },
    ],
    next: "/quality/inspections",
  },
];
