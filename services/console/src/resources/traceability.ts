import { auto, code } from "./fields";
import type { Resource } from "./types";

export const traceability: Resource[] = [
  { service: "traceability", name: "trace", may: "traceability.trace.read", columns: [], shape: "trace" },
  {
    service: "traceability",
    name: "events",
    may: "traceability.event.read",
    columns: [
      code("id"),
      ...auto("leaf", "step", "kind", "at", "organisation", "location", "document", "inputs", "outputs"),
    ],
    filters: [{ key: "code" }, { key: "document" }],
    parts: [
      {
        path: "traceability/v1/proofs/{id}",
        may: "traceability.event.read",
        name: "proof",
        file: "proof.json",
      },
    ],
    next: "/traceability/trace",
  },
];
