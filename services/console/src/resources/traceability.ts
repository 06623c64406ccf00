import type { Resource } from "./types";

export const traceability: Resource[] = [
  { service: "traceability", name: "trace", noun: "code", columns: [], shape: "trace" },
];
