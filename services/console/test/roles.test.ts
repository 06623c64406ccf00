import { expect, test } from "vitest";
import { ROLE_SERVICES, servicesFor } from "../src/app/roles";
import en from "../src/i18n/en";
import { services } from "../src/resources";

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
  expect(servicesFor(["bank", "customer"])).toEqual(["orders", "traceability", "finance"]);
});

test("a user with no known role sees every service", () => {
  expect(servicesFor(["harbour_master"])).toEqual(services);
});
