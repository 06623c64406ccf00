import { useTranslation } from "react-i18next";
import { isAmount, isRow, isRows, type Row } from "../format/values";
import { fieldWord } from "../i18n/words";
import { Facts } from "./Facts";
import { Lines } from "./LinesTable";

/** The lists and parts that a record holds, each under its own heading. */
export function Inside({ record }: { record: Row }) {
  const { t } = useTranslation();
  return Object.entries(record).map(([key, value]) => {
    const name = fieldWord(t, key);
    if (isRows(value)) return <Lines key={key} rows={value} name={name} />;
    if (!isPart(value)) return null;
    return (
      <section key={key}>
        <h2>{name}</h2>
        <Facts facts={Object.entries(value as Row).map(([inner, part]) => ({ key: inner, value: part }))} />
      </section>
    );
  });
}

const isPart = (value: unknown): boolean => isRow(value) && !isAmount(value) && Object.keys(value).length > 0;

export const isShort = (value: unknown): boolean => !isRows(value) && !isPart(value);
