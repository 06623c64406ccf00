import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import * as format from "../format/format";
import * as values from "../format/values";
import { valueWord } from "../i18n/words";
import { referenceOf } from "../resources/references";
import type { FieldKind } from "../resources/types";
import { PathLink } from "./PathLink";
import { StateTag } from "./StateTag";

interface Props {
  name: string;
  value: unknown;
  kind?: FieldKind;
  /** Records named by this value are linked, except where the value stands inside a link. */
  linked?: boolean;
}

const STATE_NAMES = new Set(["state", "status", "severity", "decision", "previous_state"]);
const WORD_NAMES = new Set(["kind", "source", "tracking", "level", "rule", "subject_kind"]);
/** Numbers that name a place in an order; nobody adds them up. */
const ORDINALS = new Set(["line", "order_line", "sequence", "priority", "revision", "rank"]);
const SHOWN_IN_LIST = 3;

export function Value({ name, value, kind = "auto", linked = true }: Props): ReactNode {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  if (value === null || value === undefined || value === "") return <span className="none">–</span>;
  if (typeof value === "boolean") return t(value ? "app.yes" : "app.no");
  if (Array.isArray(value)) return <Several name={name} value={value} linked={linked} />;
  if (values.isCalendarDate(value)) return <time>{format.formatDate(format.isoOf(value), language)}</time>;
  if (typeof value === "object") return shortObject(value as values.Row, language);
  if (typeof value === "number") {
    return kind === "percent" ? format.formatPercent(value, language) : format.formatNumber(value, language);
  }
  return <Text name={name} text={String(value)} kind={kind} linked={linked} />;
}

function Text({
  name,
  text,
  kind,
  linked,
}: {
  name: string;
  text: string;
  kind: FieldKind;
  linked: boolean;
}) {
  const { t, i18n } = useTranslation();
  if (kind === "state" || STATE_NAMES.has(name)) return <StateTag value={text} />;
  if (kind === "percent" && !Number.isNaN(Number(text)))
    return format.formatPercent(Number(text), i18n.language);
  if (values.isDateOnly(text)) return <time dateTime={text}>{format.formatDate(text, i18n.language)}</time>;
  if (values.isDateTime(text)) {
    return (
      <time dateTime={text} title={text}>
        {format.formatTime(text, i18n.language)}
      </time>
    );
  }
  if (WORD_NAMES.has(name)) return valueWord(t, name, text.toLowerCase());
  const target = linked && kind !== "title" ? referenceOf(name, text) : null;
  const shown = kind === "code" ? <span className="code">{text}</span> : text;
  return target ? <PathLink to={target}>{shown}</PathLink> : shown;
}

function Several({ name, value, linked }: { name: string; value: unknown[]; linked: boolean }) {
  const { t } = useTranslation();
  if (value.length === 0) return <span className="none">–</span>;
  if (values.isRow(value[0])) return t("list.entries", { count: value.length });
  const single = name.replace(/s$/, "");
  return (
    <span className="several">
      {value.slice(0, SHOWN_IN_LIST).map((part) => (
        <span key={String(part)}>
          <Value name={single} value={part} linked={linked} />
        </span>
      ))}
      {value.length > SHOWN_IN_LIST && <span className="none">+{value.length - SHOWN_IN_LIST}</span>}
    </span>
  );
}

function shortObject(value: values.Row, language: string): string {
  if (values.isQuantity(value)) return format.formatQuantity(value, language);
  if (values.isMoney(value)) return format.formatMoney(value, language);
  return Object.entries(value)
    .map(
      ([key, part]) => `${format.humanise(key)}: ${typeof part === "object" ? JSON.stringify(part) : part}`,
    )
    .join(", ");
}

/** Figures stand right-aligned so that their digits can be compared down a column. */
export const isFigure = (name: string, value: unknown): boolean =>
  (typeof value === "number" && !ORDINALS.has(name)) || values.isQuantity(value) || values.isMoney(value);
