import { useTranslation } from "react-i18next";
import { isMoney, isQuantity, isRow, isRows, type Row } from "../format/values";
import { fieldWord } from "../i18n/words";
import { fillPath, pick } from "../resources/record";
import type { Field, Resource } from "../resources/types";
import { Facts } from "./Facts";
import { LinesTable } from "./LinesTable";
import { PathLink } from "./PathLink";

/** The described fields first, then whatever else the service says, then its lists and parts. */
export function RecordView({ record, resource }: { record: Row; resource: Resource }) {
  const { t } = useTranslation();
  const described = (resource.details ?? resource.columns).map((field) => ({
    ...field,
    ...pick(record, field.key),
  }));
  const known = new Set(described.map(({ key }) => key));
  const main = described.filter(({ value }) => value !== undefined && isShort(value));
  const other = Object.entries(record).filter(([key, value]) => !known.has(key) && isShort(value));
  const lists = Object.entries(record).filter(([, value]) => isRows(value));
  const parts = Object.entries(record).filter(([, value]) => isPart(value));
  return (
    <div className="record">
      <RelatedLinks record={record} resource={resource} />
      <Facts facts={main} />
      {lists.map(([key, value]) => (
        <section key={key}>
          <h2>{fieldWord(t, key)}</h2>
          <LinesTable rows={value as Row[]} name={fieldWord(t, key)} />
        </section>
      ))}
      {parts.map(([key, value]) => (
        <section key={key}>
          <h2>{fieldWord(t, key)}</h2>
          <Facts facts={fieldsOf(value as Row)} />
        </section>
      ))}
      {other.length > 0 && (
        <section>
          <h2>{t("detail.more_fields")}</h2>
          <Facts facts={other.map(([key, value]) => ({ key, value }))} />
        </section>
      )}
    </div>
  );
}

function RelatedLinks({ record, resource }: { record: Row; resource: Resource }) {
  const { t } = useTranslation();
  const links = (resource.related ?? []).flatMap(({ to, label }) => {
    const path = fillPath(to, record);
    return path ? [{ path, label }] : [];
  });
  if (links.length === 0) return null;
  return (
    <nav className="related" aria-label={t("detail.related")}>
      {links.map(({ path, label }) => (
        <PathLink key={path} to={path}>
          {t(label)} <span aria-hidden="true">→</span>
        </PathLink>
      ))}
    </nav>
  );
}

const fieldsOf = (part: Row): (Field & { value: unknown })[] =>
  Object.entries(part).map(([key, value]) => ({ key, value }));

const isPart = (value: unknown): boolean =>
  isRow(value) &&
  !isQuantity(value) &&
  !isMoney(value) &&
  !("year" in value) &&
  Object.keys(value).length > 0;

const isShort = (value: unknown): boolean => !isRows(value) && !isPart(value);
