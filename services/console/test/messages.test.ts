import { expect, test } from "vitest";
import en from "../src/i18n/en";
import zh from "../src/i18n/zh";
import { resources, services } from "../src/resources";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === "string") found.set(here, value);
    else for (const [inner, text] of leaves(value, here)) found.set(inner, text);
  }
  return found;
}

const english = leaves(en);
const chinese = leaves(zh);
const placeholders = (text = "") => (text.match(/\{\{\w+\}\}/g) ?? []).sort();

test("both languages have the same keys", () => {
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
});

test("no text is empty and both languages use the same placeholders", () => {
  for (const [key, text] of english) {
    expect(text, key).not.toBe("");
    expect(placeholders(chinese.get(key)), key).toEqual(placeholders(text));
  }
});

test("every described page, column, filter and link has its words", () => {
  const keys = resources.flatMap(
    ({ service, name, shape = "list", columns, details = [], filters = [], related = [] }) => [
      `resources.${service}.${name}`,
      ...(shape === "list" ? [`empty.${service}.${name}`] : []),
      ...[...columns, ...details, ...filters].flatMap(({ key }) =>
        key.split("|").map((part) => `fields.${part}`),
      ),
      ...filters.flatMap(({ options = [] }) => options.map((option) => `states.${option}`)),
      ...related.map(({ label }) => label),
    ],
  );
  expect(keys.filter((key) => !english.has(key))).toEqual([]);
});

test("every service has its name and purpose", () => {
  const keys = services.flatMap((service) => [`services.${service}`, `purpose.${service}`]);
  expect(keys.filter((key) => !english.has(key))).toEqual([]);
});
