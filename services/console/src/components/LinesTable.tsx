import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isRows, type Row } from "../format/values";
import { fieldWord } from "../i18n/words";
import { isEmpty, isFigure, Value } from "./Value";

const FIRST_ROWS = 15;

/** A heading, the table of the rows, and tables of the lists that the rows themselves hold. */
export function Lines({ rows, name }: { rows: Row[]; name: string }) {
  const { t } = useTranslation();
  const keys = keysOf(rows);
  const nested = keys.filter((key) => rows.some((row) => isRows(row[key])));
  return (
    <>
      <section>
        <h2>{name}</h2>
        <LinesTable rows={rows} keys={keys.filter((key) => !nested.includes(key))} name={name} />
      </section>
      {nested.map((key) => (
        <Lines key={key} rows={unfolded(rows, key)} name={`${name} · ${fieldWord(t, key)}`} />
      ))}
    </>
  );
}

/** A table of whatever the lines hold: a record's lines, operations, pegs. */
function LinesTable({ rows, keys, name }: { rows: Row[]; keys: string[]; name: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  const align = (key: string) => (rows.some((row) => isFigure(key, row[key])) ? "figure" : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="lines" tabIndex={0} aria-label={name}>
      <table>
        <thead>
          <tr>
            {keys.map((key) => (
              <th key={key} scope="col" className={align(key)}>
                {fieldWord(t, key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id of their own and are never reordered
            <tr key={place}>
              {keys.map((key) => (
                <td key={key} className={align(key)}>
                  <Value name={key} value={row[key]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button type="button" className="text" onClick={() => setAll(true)}>
          {t("detail.show_all", { count: rows.length })}
        </button>
      )}
    </section>
  );
}

/** Columns that no line fills are left out. */
function keysOf(rows: Row[]): string[] {
  const keys = new Set(rows.flatMap((row) => Object.keys(row)));
  keys.delete("version");
  return [...keys].filter((key) => rows.some((row) => !isEmpty(row[key])));
}

/** The inner lists of all rows as one, each line led by the first field of the row it stands in. */
function unfolded(rows: Row[], key: string): Row[] {
  return rows.flatMap((row) => {
    const [first = ""] = Object.keys(row);
    const inner = row[key];
    return isRows(inner) ? inner.map((line) => ({ [first]: row[first], ...line })) : [];
  });
}
