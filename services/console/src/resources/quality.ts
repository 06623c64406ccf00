import { auto, code, state } from "./fields";
import type { Resource } from "./types";

export const quality: Resource[] = [
  {
    service: "quality",
    name: "inspections",
    noun: "inspection",
    columns: [
      code("inspection|id"),
      ...auto("kind", "item", "lot", "plant", "quantity", "sample_size", "acceptance_number", "defects"),
      state("status|state|decision"),
      ...auto("supplier"),
    ],
    filters: [
      { key: "kind", options: ["incoming", "final"] },
      { key: "status", options: ["requested", "recorded", "accepted", "rejected"] },
      { key: "item" },
    ],
    next: "/logistics/receipts",
  },
];
