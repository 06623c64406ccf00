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

const everything = [...new Set(resources.map(({ may }) => may))];

test("several roles see what each of them sees, in the order of the journey", () => {
  const reader = { roles: ["bank", "customer"], permissions: everything };
  expect(servicesOf(pagesFor(reader))).toEqual(["orders", "traceability", "finance"]);
});

test("an administrator, and who has a role of his firm's own, sees all that he may read", () => {
  expect(pagesFor({ roles: ["admin"], permissions: everything })).toEqual(resources);
  const own = { roles: ["harbour_master"], permissions: ["logistics.shipment.read"] };
  expect(pagesFor(own).map(({ name }) => name)).toEqual(["shipments"]);
});

test("nothing is offered that the session does not allow", () => {
  expect(pagesFor({ roles: ["admin"], permissions: [] })).toEqual([]);
  expect(pagesFor({ roles: [], permissions: everything })).toEqual([]);
  const supplier = { roles: ["supplier"], permissions: ["finance.note.read"] };
  expect(mayRead(supplier, "finance", "finance.note.read")).toBe(true);
  expect(mayRead(supplier, "finance", "finance.payment.read")).toBe(false);
});

test("links lead only to pages that the reader is shown", () => {
  const supplier = { roles: ["supplier"], permissions: ["srm.purchase-order.read"] };
  expect(mayOpen(supplier, "/srm/purchase-orders/po_1")).toBe(true);
  expect(mayOpen(supplier, "/srm/suppliers?item=a")).toBe(false);
  expect(mayOpen(supplier, "/journey")).toBe(true);
});
