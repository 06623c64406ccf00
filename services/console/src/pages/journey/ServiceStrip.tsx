import { useTranslation } from "react-i18next";
import type { Step } from "../../api/journeys";
import { serviceWord } from "../../i18n/words";
import { services } from "../../resources";

interface Props {
  steps: Step[];
  chosen: string;
  running: boolean;
  onChoose: (service: string) => void;
}

/** The chain at a glance: which services have had their part, which one has it now; a click keeps to one. */
export function ServiceStrip({ steps, chosen, running, onChoose }: Props) {
  const { t } = useTranslation();
  const current = running ? steps.at(-1)?.service : undefined;
  const count = (service: string) => steps.filter((step) => step.service === service).length;
  const others = [...new Set(steps.map((step) => step.service))].filter((name) => !services.includes(name));
  return (
    <fieldset className="strip">
      <legend>{t("journey.strip")}</legend>
      {[...services, ...others].map((service) => (
        <button
          key={service}
          type="button"
          className={[count(service) > 0 ? "reached" : "", current === service ? "current" : ""].join(" ")}
          aria-pressed={chosen === service}
          disabled={count(service) === 0}
          onClick={() => onChoose(chosen === service ? "" : service)}
        >
          <span>{serviceWord(t, service)}</span>
          <b>{count(service) || ""}</b>
        </button>
      ))}
    </fieldset>
  );
}
