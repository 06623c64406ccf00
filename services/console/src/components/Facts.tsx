import { useTranslation } from "react-i18next";
import { fieldWord } from "../i18n/words";
import type { FieldKind } from "../resources/types";
import { Value } from "./Value";

export interface Fact {
  key: string;
  value: unknown;
  kind?: FieldKind;
}

const LONG_TEXT = 70;

const isLong = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isLong) : typeof value === "string" && value.length > LONG_TEXT;

export function Facts({ facts, className = "facts" }: { facts: Fact[]; className?: string }) {
  const { t } = useTranslation();
  return (
    <dl className={className}>
      {facts.map(({ key, value, kind }) => (
        <div key={key} className={isLong(value) ? "long" : undefined}>
          <dt>{fieldWord(t, key)}</dt>
          <dd>
            <Value name={key} value={value} kind={kind} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
