import { useTranslation } from "react-i18next";
import type { Check, Journey } from "../../api/journeys";
import { Value } from "../../components/Value";
import { checkWord } from "../../i18n/words";
import { localised } from "../../resources/record";

export function Audit({ audit }: { audit: NonNullable<Journey["audit"]> }) {
  const { t } = useTranslation();
  const held = audit.checks.filter((check) => check.ok).length;
  return (
    <section className={audit.holds ? "audit holds" : "audit broken"} aria-labelledby="audit-title">
      <header>
        <h2 id="audit-title">{t(audit.holds ? "journey.audit_holds" : "journey.audit_broken")}</h2>
        <p>{t("journey.audit_count", { held, count: audit.checks.length })}</p>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("journey.check")}</th>
            <th scope="col">{t("journey.expected")}</th>
            <th scope="col">{t("journey.actual")}</th>
            <th scope="col">{t("journey.result")}</th>
          </tr>
        </thead>
        <tbody>
          {audit.checks.map((check) => (
            <CheckRow key={check.name} check={check} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CheckRow({ check }: { check: Check }) {
  const { t, i18n } = useTranslation();
  const checkName = checkWord(t, localised({ ...check }, "name", i18n.language));
  return (
    <tr className={check.ok ? undefined : "bad"}>
      <th scope="row">{checkName}</th>
      <td>
        <Value name="expected" value={check.expected} />
      </td>
      <td>
        <Value name="actual" value={check.actual} />
      </td>
      <td>{t(check.ok ? "journey.holds" : "journey.differs")}</td>
    </tr>
  );
}
