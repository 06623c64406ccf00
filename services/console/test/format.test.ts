import { expect, test } from "vitest";
import {
  formatDate,
  formatMoney,
  formatNumber,
  formatQuantity,
  formatSeconds,
  humanise,
  isoOf,
} from "../src/format/format";

test("a quantity keeps every digit of its decimal string", () => {
  expect(formatQuantity({ value: "12345678901234567.125", unit: "kg" }, "en")).toBe(
    "12,345,678,901,234,567.125 kg",
  );
});

test("money is made of minor units by the digits of its currency", () => {
  expect(formatMoney({ minor: 123456, currency: "USD" }, "en")).toBe("$1,234.56");
  expect(formatMoney({ minor: -5, currency: "USD" }, "en")).toBe("-$0.05");
  expect(formatMoney({ minor: 1200, currency: "JPY" }, "en")).toBe("¥1,200");
  expect(formatMoney({ minor: 123456, currency: "CNY" }, "zh")).toBe("¥1,234.56");
});

test("an unknown currency is shown as it came", () => {
  expect(formatMoney({ minor: 7, currency: "??" }, "en")).toBe("7 ??");
});

test("a calendar day stays the same day in every zone", () => {
  expect(formatDate("2026-11-21", "en")).toBe("Nov 21, 2026");
  expect(formatDate("2026-11-21", "zh")).toBe("2026年11月21日");
  expect(isoOf({ year: 2026, month: 3, day: 9 })).toBe("2026-03-09");
});

test("what is no number is left alone", () => {
  expect(formatNumber("n/a", "en")).toBe("n/a");
});

test("durations are seconds, then minutes", () => {
  expect(formatSeconds(0.821, "en")).toBe("0.82 s");
  expect(formatSeconds(59.26, "en")).toBe("59.3 s");
  expect(formatSeconds(59.97, "en")).toBe("1 min 0 s");
  expect(formatSeconds(119.7, "en")).toBe("2 min 0 s");
});

test("names of fields and events become words", () => {
  expect(humanise("purchase_order")).toBe("Purchase order");
  expect(humanise("OrderPlaced")).toBe("Order placed");
});
