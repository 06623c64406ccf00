import { useTranslation } from "react-i18next";
import { mayRead } from "../app/roles";
import { useReader } from "../app/useReader";
import type { Row } from "../format/values";
import { fillPath } from "../resources/record";
import { mayOpen } from "../resources/references";
import type { Resource } from "../resources/types";
import { Facts } from "./Facts";
import { Inside, isShort } from "./Inside";
import { PathLink } from "./PathLink";
import { RecordPart } from "./RecordPart";
import { isEmpty } from "./Value";

const BOOKKEEPING = new Set(["id", "version"]);

/** What the record is called stands above it. The described fields first, then its lists and parts, what belongs to it elsewhere, and whatever else it says. */
export function RecordView({ record, resource }: { record: Row; resource: Resource }) {
  const { t } = useTranslation();
  const reader = useReader();
  const named = [resource.columns[0]?.key, "title", "name"];
  const fields = (resource.details ?? resource.columns).filter(
    ({ key }) => key in record && !named.includes(key),
  );
  const described = fields.filter(({ key }) => isShort(record[key]));
  const known = new Set([...described.map(({ key }) => key), ...named, ...BOOKKEEPING]);
  const other = Object.entries(record).filter(
    ([key, value]) => !known.has(key) && !isEmpty(value) && isShort(value),
  );
  const parts = (resource.parts ?? []).filter(({ path, may }) =>
    mayRead(reader, path.split("/")[0] ?? "", may),
  );
  return (
    <div className="record">
      <RelatedLinks record={record} resource={resource} />
      <Facts facts={described.map((field) => ({ ...field, value: record[field.key] }))} />
      <Inside record={record} />
      {parts.map((part) => (
        <RecordPart key={part.path} part={part} record={record} />
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
  const reader = useReader();
  const links = (resource.related ?? []).flatMap(({ to, label }) => {
    const path = fillPath(to, record);
    return path && mayOpen(reader, path) ? [{ path, label }] : [];
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
