import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Lock {
  packages: Record<
    string,
    { resolved?: string; dev?: boolean; optionalDependencies?: Record<string, string> }
  >;
}

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as Lock;

test("the lock file keeps no registry address", () => {
  const addressed = Object.entries(lock.packages).filter(([, { resolved }]) => resolved);
  expect(addressed).toEqual([]);
});

test("what the build needs is installed without the test tools", () => {
  for (const name of ["vite", "typescript", "@vitejs/plugin-react", "@types/react"]) {
    expect(lock.packages[`node_modules/${name}`]?.dev, name).toBeUndefined();
  }
});

test("the lock file is whole: it holds every platform's part of a package", () => {
  const wanted = Object.values(lock.packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}),
  );
  expect(wanted.filter((name) => !(`node_modules/${name}` in lock.packages))).toEqual([]);
});
