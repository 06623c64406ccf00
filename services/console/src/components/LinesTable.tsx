import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Row } from "../format/values";
import { fieldWord } from "../i18n/words";
import { isFigure, Value } from "./Value";

const FIRST_ROWS = 50;

/** A table of whatever the lines hold: a record's lines, operations, pegs. */
export function LinesTable({ rows, name }: { rows: Row[]; name: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
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
