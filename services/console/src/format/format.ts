import type { CalendarDate, Money, Price, Quantity } from "./values";

/** Decimal strings go to Intl as they are: through a float they would lose digits. */
export function formatNumber(value: string | number, language: string, fraction = 6): string {
  if (value === "" || Number.isNaN(Number(value))) return String(value);
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: fraction });
  return numbers.format(value as Intl.StringNumericLiteral);
}

export function formatQuantity(quantity: Quantity, language: string): string {
  return `${formatNumber(quantity.value, language)} ${quantity.unit}`.trim();
}

export function formatMoney(money: Money, language: string): string {
  try {
    const currency = new Intl.NumberFormat(language, { style: "currency", currency: money.currency });
    const digits = currency.resolvedOptions().maximumFractionDigits ?? 2;
    return currency.format(majorUnits(String(money.minor), digits) as Intl.StringNumericLiteral);
  } catch {
    return `${money.minor} ${money.currency}`;
  }
}

const DIGITS_OF_PRICES = 9;

export function formatPrice(price: Price, language: string): string {
  try {
    const style = {
      style: "currency",
      currency: price.currency,
      maximumFractionDigits: DIGITS_OF_PRICES,
    } as const;
    return new Intl.NumberFormat(language, style).format(price.amount as Intl.StringNumericLiteral);
  } catch {
    return `${price.amount} ${price.currency}`;
  }
}

function majorUnits(minor: string, digits: number): string {
  const sign = minor.startsWith("-") ? "-" : "";
  const figures = minor.replace("-", "").padStart(digits + 1, "0");
  const split = figures.length - digits;
  return digits === 0 ? `${sign}${figures}` : `${sign}${figures.slice(0, split)}.${figures.slice(split)}`;
}

/** A calendar day has no zone: it is shown as written, wherever the reader sits. */
export function formatDate(iso: string, language: string): string {
  const day = new Date(`${iso}T00:00:00Z`);
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(day);
}

export function formatTime(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

export function formatClock(iso: string, language: string): string {
  const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false } as const;
  return new Intl.DateTimeFormat(language, clock).format(new Date(iso));
}

export function formatDay(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date(iso));
}

export const isoOf = ({ year, month, day }: CalendarDate): string =>
  [String(year).padStart(4, "0"), ...[month, day].map((part) => String(part).padStart(2, "0"))].join("-");

export function formatPercent(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(share);
}

export function formatSeconds(seconds: number, language: string): string {
  if (seconds < 59.95) return `${formatNumber(seconds, language, seconds < 10 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** "purchase_order" and "OrderPlaced" become words for a reader when no translation is known. */
export function humanise(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
