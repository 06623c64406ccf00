import { useTranslation } from "react-i18next";
import type { Proof } from "../../api/trace";
import { PathLink } from "../../components/PathLink";
import { Value } from "../../components/Value";
import { fieldWord } from "../../i18n/words";

/** What happened to the thing, each happening with the proof that its record was not changed since. */
export function Proofs({ proofs }: { proofs: Proof[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t("trace.proofs")}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="lines" tabIndex={0} aria-label={t("trace.proofs")}>
        <table>
          <thead>
            <tr>
              <th scope="col" className="figure">
                {fieldWord(t, "leaf")}
              </th>
              <th scope="col">{fieldWord(t, "step")}</th>
              <th scope="col">{fieldWord(t, "at")}</th>
              <th scope="col">{fieldWord(t, "proof")}</th>
            </tr>
          </thead>
          <tbody>
            {proofs.map((proof) => (
              <tr key={proof.event}>
                <td className="figure">{proof.leaf}</td>
                <td>
                  <Value name="step" value={proof.step} />
                </td>
                <td>
                  <Value name="at" value={proof.at} />
                </td>
                <td>
                  <PathLink to={`/traceability/events/${encodeURIComponent(proof.event)}`}>
                    {t("trace.see_proof")}
                  </PathLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
