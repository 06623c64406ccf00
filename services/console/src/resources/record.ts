import type { Row } from "../format/values";
import { findResource } from "./index";
import type { Resource } from "./types";

const isPresent = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** Answers which of the alternatives "a|b" the record has, and its value. */
export function pick(row: Row, key: string): { key: string; value: unknown } {
  const names = key.split("|");
  const name = names.find((candidate) => isPresent(row[candidate])) ?? names[0] ?? key;
  return { key: name, value: row[name] };
}

export function idOf(row: Row, resource: Resource): string {
  const names = ["id", resource.noun, resource.columns[0]?.key ?? ""].join("|");
  return String(pick(row, names).value ?? "");
}

/** "name" in the reader's language where the record carries one ("name_zh"). */
export function localised(row: Row, key: string, language: string): string {
  const own = row[`${key}_${language}`];
  return String(isPresent(own) ? own : (row[key] ?? ""));
}

/** Fills `{order|id}` from the record; null when the record lacks it. */
export function fillPath(template: string, row: Row): string | null {
  let complete = true;
  const path = template.replace(/\{([^}]+)\}/g, (_, key: string) => {
    const { value } = pick(row, key);
    complete &&= isPresent(value);
    return encodeURIComponent(String(value ?? ""));
  });
  return complete ? path : null;
}

export interface RecordPath {
  resource: Resource;
  id: string;
}

/** Reads a console route such as "/orders/orders/ord_1"; null for any other page. */
export function recordPathOf(link: string): RecordPath | null {
  const [service = "", name = "", id = "", ...more] = link.replace(/^\//, "").split("/");
  const resource = findResource(service, name);
  if (!resource || id === "" || more.length > 0 || /[?#]/.test(link)) return null;
  return { resource, id: decodeURIComponent(id) };
}
