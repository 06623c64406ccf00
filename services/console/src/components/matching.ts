import { isRows, type Row } from "../format/values";
import { pick } from "../resources/record";
import type { Filter, Resource } from "../resources/types";
import { plainState } from "./StateTag";

function matches(row: Row, filter: Filter, wanted: string): boolean {
  const values = valuesOf(row, filter.key).map((value) => String(value).toLowerCase());
  // The service may filter by a field that it doesn't show.
  if (values.length === 0) return true;
  const exact = filter.options !== undefined;
  return values.some((text) => (exact ? plainState(text) === wanted : text.includes(wanted.toLowerCase())));
}

/** The row's own value, or those of its lines: an order is named by the pegs of a work order. */
function valuesOf(row: Row, key: string): unknown[] {
  const { value } = pick(row, key);
  if (value !== undefined && value !== null) return Array.isArray(value) ? value : [value];
  const lines = Object.values(row).filter(isRows).flat();
  return lines.map((line) => line[key]).filter((part) => part !== undefined);
}

/** The described filters, then those that a link brought along in the address. */
export function filtersOf(resource: Resource, search: Record<string, string>): Filter[] {
  const described = resource.filters ?? [];
  const known = new Set([...described.map(({ key }) => key), "sort"]);
  const brought = Object.keys(search).filter((key) => !known.has(key));
  return [...described, ...brought.map((key) => ({ key }))];
}

/** The service filters what it can; the page holds the same filters over what it was given. */
export function matchingRows(rows: Row[], resource: Resource, search: Record<string, string>): Row[] {
  const active = filtersOf(resource, search).filter((filter) => search[filter.key]);
  return rows.filter((row) => active.every((filter) => matches(row, filter, search[filter.key] ?? "")));
}
