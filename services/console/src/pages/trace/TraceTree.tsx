import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Branch, partsOf } from "../../api/trace";
import { PathLink } from "../../components/PathLink";
import { Value } from "../../components/Value";
import { formatTime } from "../../format/format";
import { valueWord } from "../../i18n/words";
import { shortId, traceOf } from "../../resources/references";

const SHOWN = 100;

interface Props {
  title: string;
  none: string;
  branches: Branch[];
}

export function TraceTree({ title, none, branches }: Props) {
  return (
    <section>
      <h2>{title}</h2>
      {branches.length === 0 ? <p className="none">{none}</p> : <Branches branches={branches} />}
    </section>
  );
}

/** Of a lot in thousands of things the first are shown, until the reader asks for all. */
function Branches({ branches }: { branches: Branch[] }) {
  const { t, i18n } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? branches : branches.slice(0, SHOWN);
  return (
    <ul className="tree">
      {shown.map(({ code, edge, branches }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a lot may stand twice under one parent
        <li key={`${code} ${place}`}>
          <NodeName code={code} />
          <span className="tree-facts">
            <span>
              <Value name="quantity" value={edge.quantity} />
            </span>
            <Value name="certainty" value={edge.certainty} />
            {edge.ended_at !== null && (
              <span>{t("trace.ended", { at: formatTime(edge.ended_at, i18n.language) })}</span>
            )}
            {edge.work_order !== null && (
              <span>
                <Value name="work_order" value={edge.work_order} />
              </span>
            )}
          </span>
          {branches.length > 0 && <Branches branches={branches} />}
        </li>
      ))}
      {shown.length < branches.length && (
        <li>
          <button type="button" className="text" onClick={() => setAll(true)}>
            {t("detail.show_all", { count: branches.length })}
          </button>
        </li>
      )}
    </ul>
  );
}

/** A thing's kind and code; the code leads to its own trace. */
export function NodeName({ code }: { code: string }) {
  const { t } = useTranslation();
  const { kind, name, item, maker } = partsOf(code);
  const of = [item, maker].filter(Boolean).join(" · ");
  return (
    <>
      <span className="tree-kind">{valueWord(t, "node", kind)}</span>{" "}
      <PathLink to={traceOf(code)} className="code">
        {shortId(name)}
      </PathLink>
      {of && <span className="tree-facts"> {of}</span>}
    </>
  );
}
