import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useReader } from "../app/useReader";
import * as format from "../format/format";
import * as values from "../format/values";
import { partWord, valueWord } from "../i18n/words";
import { mayOpen, referenceOf, shortId } from "../resources/references";
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

const STATE_NAMES = new Set(["state", "severity", "previous_state", "certainty", "lots_in_each_serial"]);
const WORD_NAMES = new Set([
  ...[
    "kind",
    "source",
    "target",
    "cause",
    "tracking",
    "level",
    "rule",
    "subject_kind",
    "step",
    "counted_by",
    "expected",
    "actual",
    "planned_time_basis",
  ],
  ...["disposition", "regularity", "variability", "life", "code"],
]);
/** Numbers from 0 to 1 that readers know as percentages. */
const SHARES = new Set([
  ...["availability", "performance", "quality", "oee", "utilisation", "value_added"],
  ...["on_time_rate", "in_time_share", "accepted_rate", "yearly_rate", "highest_rate"],
]);
const FRACTION_OF_FLOATS = 3;
/** Numbers that name a place in an order; nobody adds them up. */
const ORDINALS = new Set(["line", "order_line", "sequence", "priority", "revision", "rank"]);
/** What a reader may compute a hash of. */
const VERBATIM = new Set(["canonical"]);
const SHOWN_IN_LIST = 3;

export function Value({ name, value, kind = "auto", linked = true }: Props): ReactNode {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  if (isEmpty(value)) return <span className="none">–</span>;
  if (typeof value === "boolean") return t(value ? "app.yes" : "app.no");
  if (Array.isArray(value)) return <Several name={name} value={value} linked={linked} />;
  if (values.isCalendarDate(value)) return <time>{format.formatDate(format.isoOf(value), language)}</time>;
  if (values.isQuantity(value)) return format.formatQuantity(value, language);
  if (values.isMoney(value)) return format.formatMoney(value, language);
  if (values.isPrice(value)) return format.formatPrice(value, language);
  if (typeof value === "object") return shortObject(value as values.Row, t, language);
  if (typeof value === "number") {
    if (SHARES.has(name)) return format.formatPercent(value, language);
    return format.formatNumber(value, language, FRACTION_OF_FLOATS);
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
  const reader = useReader();
  if (kind === "state" || STATE_NAMES.has(name)) return <StateTag value={text} />;
  if (values.isDateOnly(text)) return <time dateTime={text}>{format.formatDate(text, i18n.language)}</time>;
  if (values.isDateTime(text)) {
    return (
      <time dateTime={text} title={text}>
        {format.formatTime(text, i18n.language)}
      </time>
    );
  }
  const target = linked && kind !== "title" ? referenceOf(name, text) : null;
  const short = VERBATIM.has(name) ? text : shortId(text);
  const code = kind === "code" || (short !== text && !text.includes(" "));
  const title = short === text ? undefined : text;
  const named = WORD_NAMES.has(name) || i18n.exists(`states.${name}_${short}`);
  const word = named ? valueWord(t, name, short) : short;
  const shown = code ? (
    <span className="code" title={title}>
      {word}
    </span>
  ) : (
    word
  );
  return target && mayOpen(reader, target) ? <PathLink to={target}>{shown}</PathLink> : shown;
}

function Several({ name, value, linked }: { name: string; value: unknown[]; linked: boolean }) {
  const { t } = useTranslation();
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

function shortObject(value: values.Row, t: TFunction, language: string): string {
  return Object.entries(value)
    .map(([key, part]) => `${partWord(t, key)}: ${shortText(part, t, language)}`)
    .join(", ");
}

function shortText(value: unknown, t: TFunction, language: string): string {
  if (Array.isArray(value)) return value.map((part) => shortText(part, t, language)).join(", ");
  if (values.isQuantity(value)) return format.formatQuantity(value, language);
  if (values.isMoney(value)) return format.formatMoney(value, language);
  if (values.isPrice(value)) return format.formatPrice(value, language);
  return values.isRow(value) ? shortObject(value, t, language) : String(value ?? "–");
}

export const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);

/** Figures stand right-aligned so that their digits can be compared down a column. */
export const isFigure = (name: string, value: unknown): boolean =>
  (typeof value === "number" && !ORDINALS.has(name)) || values.isAmount(value);
