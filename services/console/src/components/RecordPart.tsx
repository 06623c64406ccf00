import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { call } from "../api/client";
import { topicOf } from "../api/live";
import { useLiveRefresh } from "../api/useLive";
import { isRows, type Row } from "../format/values";
import { fieldWord } from "../i18n/words";
import { fillPath } from "../resources/record";
import type { Part } from "../resources/types";
import { Facts } from "./Facts";
import { Inside, isShort } from "./Inside";
import { Lines } from "./LinesTable";
import { isEmpty } from "./Value";

const REFRESH_MS = 2000;

/** What another part of the API says about the record: a list or a document; nothing while it says nothing. */
export function RecordPart({ part, record }: { part: Part; record: Row }) {
  const { t } = useTranslation();
  const path = fillPath(part.path, record);
  const queryKey = ["part", path];
  useLiveRefresh(topicOf(part.path.split("/")[0] ?? ""), queryKey, REFRESH_MS);
  const answer = useQuery({
    queryKey,
    enabled: path !== null,
    queryFn: ({ signal }) => call<Row>(path ?? "", { signal }),
  });
  const name = fieldWord(t, part.name);
  if (!answer.data) return null;
  if ("next_cursor" in answer.data) {
    const rows = answer.data.items;
    return isRows(rows) ? <Lines rows={rows.map((row) => only(row, part.fields))} name={name} /> : null;
  }
  const shown = only(answer.data, part.fields);
  const facts = Object.entries(shown).filter(([, value]) => isShort(value) && !isEmpty(value));
  return (
    <section>
      <h2>{name}</h2>
      {facts.length > 0 && <Facts facts={facts.map(([key, value]) => ({ key, value }))} />}
      <Inside record={shown} />
      {part.file && <SaveLink answer={answer.data} file={part.file} />}
    </section>
  );
}

function SaveLink({ answer, file }: { answer: Row; file: string }) {
  const { t } = useTranslation();
  const content = encodeURIComponent(JSON.stringify(answer, null, 2));
  return (
    <a href={`data:application/json,${content}`} download={file} className="save">
      {t("detail.save_as", { file })}
    </a>
  );
}

const only = (row: Row, fields: string[] = Object.keys(row)): Row =>
  Object.fromEntries(fields.map((key) => [key, row[key]]));
