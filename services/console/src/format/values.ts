export interface Quantity {
  value: string | number;
  unit: string;
}

export interface Money {
  minor: number | string;
  currency: string;
}

/** What one unit costs; `amount` may be finer than a cent. */
export interface Price {
  amount: string;
  currency: string;
}

export interface CalendarDate {
  year: number;
  month: number;
  day: number;
}

export type Row = Record<string, unknown>;

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

export const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isRows = (value: unknown): value is Row[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRow);

export const isQuantity = (value: unknown): value is Quantity =>
  isRow(value) && "value" in value && typeof value.unit === "string";

export const isMoney = (value: unknown): value is Money =>
  isRow(value) && "minor" in value && !("amount" in value) && typeof value.currency === "string";

export const isPrice = (value: unknown): value is Price =>
  isRow(value) && typeof value.amount === "string" && typeof value.currency === "string";

/** A figure with what it counts: shown in one place, never as a part with fields of its own. */
export const isAmount = (value: unknown): value is Quantity | Money | Price =>
  isQuantity(value) || isMoney(value) || isPrice(value);

export const isCalendarDate = (value: unknown): value is CalendarDate =>
  isRow(value) && ["year", "month", "day"].every((part) => typeof value[part] === "number");

export const isDateOnly = (value: unknown): boolean => typeof value === "string" && DATE_ONLY.test(value);

export const isDateTime = (value: unknown): boolean =>
  typeof value === "string" && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value));
