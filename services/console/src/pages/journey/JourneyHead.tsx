import Select from "antd/es/select";
import { useTranslation } from "react-i18next";
import type { Journey, JourneySummary } from "../../api/journeys";
import { PageHead } from "../../components/PageHead";
import { StateTag } from "../../components/StateTag";
import { formatDay, formatNumber, formatSeconds } from "../../format/format";
import { fieldWord } from "../../i18n/words";

interface Props {
  journey: Journey;
  others: JourneySummary[];
  onChoose: (id: string) => void;
}

export function JourneyHead({ journey, others, onChoose }: Props) {
  const { t } = useTranslation();
  const { world, seed } = journey;
  return (
    <>
      <PageHead
        title={t("journey.title")}
        note={t("journey.world", { world, seed })}
        mark={<StateTag value={journey.state} />}
      >
        {others.length > 1 && (
          <Select
            aria-label={t("journey.choose")}
            value={journey.id}
            onChange={onChoose}
            popupMatchSelectWidth={false}
            options={others.map((one) => ({
              value: one.id,
              label: `${one.world} · ${one.seed} · ${one.id}`,
            }))}
          />
        )}
      </PageHead>
      <Figures journey={journey} />
    </>
  );
}

function Figures({ journey }: { journey: Journey }) {
  const { t, i18n } = useTranslation();
  const { steps, counts } = journey;
  const language = i18n.language;
  const [first, last] = [steps[0]?.business_time, steps.at(-1)?.business_time];
  const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
  const span = [first, last].filter((time) => time !== undefined).map((time) => formatDay(time, language));
  return (
    <dl className="figures">
      <Figure name={t("journey.steps")} value={formatNumber(steps.length, language)} />
      <Figure name={t("journey.elapsed")} value={formatSeconds(seconds, language)} />
      {span.length > 0 && <Figure name={t("journey.business_span")} value={[...new Set(span)].join(" – ")} />}
      {Object.entries(counts ?? {}).map(([name, count]) => (
        <Figure key={name} name={fieldWord(t, name)} value={formatNumber(count, language)} />
      ))}
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
