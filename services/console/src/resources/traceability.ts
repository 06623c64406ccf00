import { auto, code } from "./fields";
import type { Resource } from "./types";

export const traceability: Resource[] = [
  { service: "traceability", name: "trace", columns: [], shape: "trace" },
  {
    service: "traceability",
    name: "events",
    columns: [
      code("id"),
      ...auto("leaf", "step", "kind", "at", "organisation", "location", "document", "inputs", "outputs"),
    ],
    filters: [{ key: "code" }, { key: "document" }],
    parts: [{ path: "traceability/v1/proofs/{id}", name: "proof", file: "proof.json" }],
    next: "/traceability/trace",
  },
];
