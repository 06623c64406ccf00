import { useTranslation } from "react-i18next";
import type { Blocked } from "../../api/trace";
import { Value } from "../../components/Value";
import { formatTime } from "../../format/format";
import { NodeName } from "./TraceTree";

/** What of the thing, or of its pieces, somebody in the warehouse holds back; the note says who. */
export function BlockedStock({ blocked }: { blocked: Blocked[] }) {
  const { t, i18n } = useTranslation();
  return (
    <section>
      <h2>{t("trace.blocked")}</h2>
      <ul className="tree">
        {blocked.map(({ code, plant, quantity, note, since, reason }) => (
          <li key={`${code} ${plant} ${note}`}>
            <NodeName code={code} />
            <span className="tree-facts">
              <span>
                <Value name="quantity" value={quantity} />
              </span>
              <span>
                <Value name="plant" value={plant} />
              </span>
              {since !== null && <span>{t("trace.since", { at: formatTime(since, i18n.language) })}</span>}
              <span>
                {t("trace.by_note")} <Value name="block" value={note} />
              </span>
              {reason && <span>{reason}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
