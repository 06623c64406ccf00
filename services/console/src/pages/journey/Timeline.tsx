import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Step } from "../../api/journeys";
import { useReader } from "../../app/useReader";
import { Facts } from "../../components/Facts";
import { PathLink } from "../../components/PathLink";
import { formatClock, formatDay, formatSeconds } from "../../format/format";
import { eventWord, serviceWord } from "../../i18n/words";
import { listedPathOf, localised } from "../../resources/record";
import { mayOpen } from "../../resources/references";

interface Props {
  steps: Step[];
  running: boolean;
  onOpen: (link: string) => void;
}

/** A reader this near the end wants to see the next step come in. */
const NEAR_END_PX = 400;

export function Timeline({ steps, running, onOpen }: Props) {
  const { t, i18n } = useTranslation();
  const longest = Math.max(...steps.map((step) => step.seconds), 0.001);
  const day = (step: Step | undefined) => step && formatDay(step.business_time, i18n.language);
  const end = useFollowedEnd(steps.length, running);
  return (
    <ol className="timeline" aria-label={t("journey.steps")}>
      {steps.map((step, place) => (
        <StepItem
          key={step.id}
          step={step}
          day={day(step) === day(steps[place - 1]) ? undefined : day(step)}
          share={step.seconds / longest}
          onOpen={onOpen}
        />
      ))}
      {running && (
        <li className="step next" aria-live="polite">
          <div className="step-time" />
          <div className="step-body">{t("journey.next")}</div>
        </li>
      )}
      <li ref={end} className="end" aria-hidden="true" />
    </ol>
  );
}

interface ItemProps {
  step: Step;
  day: string | undefined;
  share: number;
  onOpen: (link: string) => void;
}

function StepItem({ step, day, share, onOpen }: ItemProps) {
  const { t, i18n } = useTranslation();
  const facts = Object.entries(step.facts ?? {}).map(([key, value]) => ({ key, value }));
  const eventName = step.event.split(".").at(-1) ?? "";
  return (
    <li className="step">
      <div className="step-time">
        {day && <b>{day}</b>}
        <time dateTime={step.business_time}>{formatClock(step.business_time, i18n.language)}</time>
      </div>
      <div className="step-body">
        <h2>
          <StepLink step={step} onOpen={onOpen} />
        </h2>
        <p className="step-source">
          <span className="service">{serviceWord(t, step.service)}</span>
          {eventName && <span title={step.event}>{eventWord(t, eventName)}</span>}
        </p>
        {facts.length > 0 && <Facts facts={facts} className="step-facts" />}
      </div>
      <div className="step-seconds" title={t("journey.duration")}>
        <span>{formatSeconds(step.seconds, i18n.language)}</span>
        <i style={{ width: `${Math.max(share * 100, 2)}%` }} />
      </div>
    </li>
  );
}

function StepLink({ step, onOpen }: { step: Step; onOpen: (link: string) => void }) {
  const { i18n } = useTranslation();
  const reader = useReader();
  const title = localised({ ...step }, "title", i18n.language);
  if (!step.link || !mayOpen(reader, step.link)) return title;
  if (!listedPathOf(step.link)) return <PathLink to={step.link}>{title}</PathLink>;
  return (
    <button type="button" aria-haspopup="dialog" onClick={() => onOpen(step.link)}>
      {title}
    </button>
  );
}

function useFollowedEnd(length: number, running: boolean) {
  const end = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step is the very occasion to follow
  useEffect(() => {
    const bottom = end.current?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
    if (running && bottom < window.innerHeight + NEAR_END_PX) end.current?.scrollIntoView({ block: "end" });
  }, [length, running]);
  return end;
}
