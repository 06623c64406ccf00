import { useTranslation } from "react-i18next";
import { fieldWord } from "../i18n/words";
import type { FieldKind } from "../resources/types";
import { Value } from "./Value";

export interface Fact {
  key: string;
  value: unknown;
  kind?: FieldKind;
}

export function Facts({ facts, className = "facts" }: { facts: Fact[]; className?: string }) {
  const { t } = useTranslation();
  return (
    <dl className={className}>
      {facts.map(({ key, value, kind }) => (
        <div key={key}>
          <dt>{fieldWord(t, key)}</dt>
          <dd>
            <Value name={key} value={value} kind={kind} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
