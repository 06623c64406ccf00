import { useTranslation } from "react-i18next";
import { stateWord } from "../i18n/words";

type Tone = "good" | "busy" | "care" | "bad";

const STATES: Record<Tone, string> = {
  good: "arrived complete covered good live accepted active approved closed completed confirmed delivered finished fulfilled issued matched ok online paid received redeemed released run",
  busy: "adjusted partial picking recorded spent answered assigned committed created dispatched financed in_progress placed published running sent split started transferred",
  care: "declined lapsed withdrawn stock_elsewhere cancel expected offered tightened closed_short counter_proposed defer draft idle inspection low medium open partly_delivered planned possible proposed requested waiting",
  bad: "late_demand past_due forecast_not_planned not_planned scrapped voided abnormal blocked cancelled critical disputed expedite failed high late offline overdue refused rejected shortage unmatched",
};

const tones = new Map(
  Object.entries(STATES).flatMap(([tone, states]) =>
    states.split(" ").map((state) => [state, tone] as const),
  ),
);

/** Enumerations come as "run" or, straight from an event, "MACHINE_STATE_RUN". */
export const plainState = (value: string): string => value.toLowerCase().replace(/^[a-z_]*(state|kind)_/, "");

export function StateTag({ value }: { value: string }) {
  const { t } = useTranslation();
  const state = plainState(value);
  return <span className={`state ${tones.get(state) ?? ""}`}>{stateWord(t, state)}</span>;
}
