import { resources } from "./index";
import type { Resource } from "./types";

const byNoun = new Map(resources.filter(isListed).map((resource) => [resource.noun, resource]));

/** Fields that name a record by another word than its noun. */
const ALIASES: Record<string, string> = {
  component: "item",
  forecast_release: "release",
  successor: "note",
};

const TRACED = new Set(["lot", "serial"]);

function isListed(resource: Resource): boolean {
  return (resource.shape ?? "list") === "list";
}

/** The page of the record that a field names, or null: `purchase_order: po_7` opens that purchase order. */
export function referenceOf(key: string, value: unknown): string | null {
  if (typeof value !== "string" || value === "") return null;
  if (TRACED.has(key)) return `/traceability/trace?code=${encodeURIComponent(value)}`;
  const noun = key.replace(/_id$/, "");
  const resource = byNoun.get(ALIASES[noun] ?? noun);
  return resource ? `/${resource.service}/${resource.name}/${encodeURIComponent(value)}` : null;
}
