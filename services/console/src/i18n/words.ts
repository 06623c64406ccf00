import type { TFunction } from "i18next";
import { humanise } from "../format/format";

/** Words for names that come from the services; an unknown one is shown in plain words of its own. */
const word =
  (section: string) =>
  (t: TFunction, name: string): string =>
    t(`${section}.${name}`, { defaultValue: humanise(name) });

/** A name may mean one thing of its own in one field: tracking "lot" is "by lot". */
export const valueWord = (t: TFunction, field: string, value: string): string =>
  t([`states.${field}_${value}`, `states.${value}`], { defaultValue: humanise(value) });

export const fieldWord = word("fields");
export const stateWord = word("states");
export const serviceWord = word("services");
export const eventWord = word("events");
export const roleWord = word("roles");

/** A check's name that is already a sentence stays as it is. */
export const checkWord = (t: TFunction, name: string): string =>
  name.includes(" ") ? name : t(`checks.${name}`, { defaultValue: humanise(name) });
