import { expect, test } from "vitest";
import { mayRead, pagesFor, ROLE_SERVICES, servicesOf } from "../src/app/roles";
import en from "../src/i18n/en";
import { resources, services } from "../src/resources";
import { mayOpen } from "../src/resources/references";

test("every role works with services that exist and has a name", () => {
  for (const [role, allowed] of Object.entries(ROLE_SERVICES)) {
    expect(
      allowed.filter((service) => !services.includes(service)),
      role,
    ).toEqual([]);
    expect(Object.keys(en.roles)).toContain(role);
  }
});

test("several roles see what each of them sees, in the order of the journey", () => {
  expect(servicesOf(pagesFor(["bank", "customer"]))).toEqual(["orders", "traceability", "finance"]);
});

test("an administrator sees everything, a stranger nothing", () => {
  expect(pagesFor(["admin"])).toEqual(resources);
  expect(pagesFor(["harbour_master"])).toEqual([]);
});

test("a page may be for some roles of its service only", () => {
  expect(mayRead(["supplier"], "finance", ["finance", "supplier"])).toBe(true);
  expect(mayRead(["customer"], "finance", ["finance", "supplier"])).toBe(false);
});

test("links lead only to pages that the reader is shown", () => {
  expect(mayOpen(["supplier"], "/srm/purchase-orders/po_1")).toBe(true);
  expect(mayOpen(["supplier"], "/srm/suppliers?item=a")).toBe(false);
  expect(mayOpen(["supplier"], "/journey")).toBe(true);
});
