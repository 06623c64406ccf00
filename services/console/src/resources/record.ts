import type { Row } from "../format/values";
import { findResource } from "./index";
import type { Resource } from "./types";

const isPresent = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

export const idOf = (row: Row, resource: Resource): string => String(row[resource.id ?? "id"] ?? "");

/** What a reader calls the record: its number or code where it has one. */
export function nameOf(row: Row, resource: Resource): string {
  const own = row[resource.columns[0]?.key ?? "id"];
  return String(isPresent(own) ? own : idOf(row, resource));
}

/** "name" in the reader's language where the record carries one ("name_zh"). */
export function localised(row: Row, key: string, language: string): string {
  const own = row[`${key}_${language}`];
  return String(isPresent(own) ? own : (row[key] ?? ""));
}

export const titleOf = (row: Row, language: string): string =>
  localised(row, "title", language) || localised(row, "name", language);

/** Fills `{order}` from the record; null when the record lacks it. */
export function fillPath(template: string, row: Row): string | null {
  let complete = true;
  const path = template.replace(/\{([^}]+)\}/g, (_, key: string) => {
    complete &&= isPresent(row[key]);
    return encodeURIComponent(String(row[key] ?? ""));
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

/** As `recordPathOf`, but null for pages of a shape of their own, such as a trace. */
export function listedPathOf(link: string): RecordPath | null {
  const path = recordPathOf(link);
  return path && (path.resource.shape ?? "list") === "list" ? path : null;
}
