import type { TFunction } from "i18next";
import type { User } from "../api/session";
import { humanise } from "../format/format";

/** Words for names that come from the services; an unknown one is shown in plain words of its own. */
const word =
  (section: string) =>
  (t: TFunction, name: string): string =>
    t(`${section}.${name}`, { defaultValue: humanise(name) });

/** A name may mean one thing of its own in one field: tracking "lot" is "by lot". */
export const valueWord = (t: TFunction, field: string, value: string): string =>
  t([`states.${field}_${value}`, `states.${value}`], { defaultValue: plainWord(value) });

/** The key of a count by something: a field, a state, or a code that stays as it is. */
export const partWord = (t: TFunction, key: string): string =>
  t([`fields.${key}`, `states.${key}`], { defaultValue: plainWord(key) });

/** Names of a program become words; codes and sentences are the writer's own. */
const plainWord = (text: string): string => (/^[a-z]+(_[a-z]+)*$/.test(text) ? humanise(text) : text);

export const fieldWord = word("fields");
export const stateWord = word("states");
export const serviceWord = word("services");
export const eventWord = word("events");
const roleWord = word("roles");

/** What somebody does, and in which plants where it isn't in all. */
export const positionOf = (t: TFunction, { roles, plants }: User): string =>
  [...roles.map((role) => roleWord(t, role)), ...(plants ?? [])].join(" · ");

/** Checks are named by sentences; one without a translation stays as it was written. */
export const checkWord = (t: TFunction, name: string): string => t(`checks.${name}`, { defaultValue: name });
