import { expect, test } from "vitest";
import { challengeOf, drawn } from "../src/api/pkce";

test("the challenge is that of RFC 7636, appendix B", async () => {
  const challenge = await challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  expect(challenge).toBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
});

test("a verifier is long, drawn anew, and needs no escaping", () => {
  expect(drawn()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(drawn()).not.toBe(drawn());
});
