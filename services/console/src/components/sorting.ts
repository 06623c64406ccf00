import { isMoney, isPrice, isQuantity, type Row } from "../format/values";

function weight(value: unknown): number | string {
  if (isQuantity(value)) return Number(value.value);
  if (isMoney(value)) return Number(value.minor);
  if (isPrice(value)) return Number(value.amount);
  if (Array.isArray(value)) return value.length;
  if (typeof value === "number") return value;
  return String(value ?? "");
}

export function compareBy(key: string): (a: Row, b: Row) => number {
  return (a, b) => {
    const [left, right] = [weight(a[key]), weight(b[key])];
    if (typeof left === "number" && typeof right === "number") return left - right;
    return String(left).localeCompare(String(right), undefined, { numeric: true });
  };
}

/** "-due" sorts by due, latest first. */
export function sortRows(rows: Row[], sort: string | undefined): Row[] {
  if (!sort) return rows;
  const descending = sort.startsWith("-");
  const compare = compareBy(descending ? sort.slice(1) : sort);
  return rows.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)));
}
