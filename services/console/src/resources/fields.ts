import type { Field, FieldKind } from "./types";

export const auto = (...keys: string[]): Field[] => keys.map((key) => ({ key }));

const of =
  (kind: FieldKind) =>
  (key: string): Field => ({ key, kind });

export const title = of("title");
export const code = of("code");
export const state = of("state");
