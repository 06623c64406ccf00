import { useTranslation } from "react-i18next";
import type { Row } from "../format/values";
import { fieldWord } from "../i18n/words";
import type { Field, Resource } from "../resources/types";
import { Cell, rowKeyOf, shownFields } from "./RecordTable";

/** What a table row is on a wide screen is a card on a phone. */
export function RecordCards({ resource, rows }: { resource: Resource; rows: Row[] }) {
  const fields = shownFields(resource, rows);
  return (
    <ul className="cards">
      {rows.map((row) => (
        <RecordCard key={rowKeyOf(row, resource)} {...{ resource, row, fields }} />
      ))}
    </ul>
  );
}

function RecordCard({ resource, row, fields }: { resource: Resource; row: Row; fields: Field[] }) {
  const { t } = useTranslation();
  const [first, ...rest] = fields;
  const state = rest.find((field) => field.kind === "state");
  const title = rest.find((field) => field.kind === "title");
  const others = rest.filter((field) => field !== state && field !== title);
  return (
    <li className="card">
      <div className="card-head">
        {first && <Cell field={first} row={row} resource={resource} first />}
        {state && <Cell field={state} row={row} resource={resource} first={false} />}
      </div>
      {title && (
        <p>
          <Cell field={title} row={row} resource={resource} first={false} />
        </p>
      )}
      <dl>
        {others.map((field) => (
          <div key={field.key}>
            <dt>{fieldWord(t, field.key)}</dt>
            <dd>
              <Cell field={field} row={row} resource={resource} first={false} />
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
