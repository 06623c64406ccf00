import { mayRead, type Reader } from "../app/roles";
import { findResource, resources } from "./index";

const open = (resource: { service: string; name: string }, id: string): string =>
  `/${resource.service}/${resource.name}/${encodeURIComponent(id)}`;

/** Those that people name by a code; ids that are drawn say themselves what they name. */
const byNoun = new Map(resources.flatMap((resource) => (resource.noun ? [[resource.noun, resource]] : [])));
const byPrefix = new Map(
  resources.flatMap((resource) => (resource.prefix ? [[resource.prefix, resource]] : [])),
);

/** Fields that name a record by another word than its noun. */
const ALIASES: Record<string, string> = { component: "item" };

const TRACED = new Set(["lot", "serial"]);
const TRACE_CODE = /^(lot|serial|shipment|supplier|customer|scrap|return):./;
const DRAWN_ID = /\b([a-z]+)_[0-9a-z]{20}([0-9a-z]{6})\b/g;
const TYPED_ID = /^([a-z]+)_[0-9a-z]{26}(?=$|[/.])/;

/** The page of the record that a field names, or null: `purchase_order: po_7` opens that purchase order. */
export function referenceOf(key: string, value: unknown): string | null {
  if (typeof value !== "string" || value === "") return null;
  if (TRACED.has(key)) return traceOf(`${key}:${value}`);
  if (TRACE_CODE.test(value)) return traceOf(value);
  const typed = TYPED_ID.exec(value);
  const known = typed?.[1] && byPrefix.get(typed[1]);
  if (known) return open(known, typed[0]);
  const named = byNoun.get(ALIASES[key] ?? key);
  return named ? open(named, value) : null;
}

/** Pages that are no service's are open to everyone. */
export function mayOpen(reader: Reader, path: string): boolean {
  const [service = "", name = ""] = path.replace(/^\//, "").split(/[/?]/);
  const page = findResource(service, name);
  return page === undefined || mayRead(reader, service, page.may);
}

export const traceOf = (code: string): string => `/traceability/trace/${encodeURIComponent(code)}`;

/** Ids that were drawn say little: in any text their kind and last letters are enough to tell them apart. */
export function shortId(value: string): string {
  return value.replace(DRAWN_ID, "$1…$2");
}
