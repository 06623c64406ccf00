import { queryOptions } from "@tanstack/react-query";
import { call, type Page } from "./client";

export interface Step {
  id: string;
  title: string;
  title_zh?: string;
  service: string;
  business_time: string;
  seconds: number;
  event: string;
  link: string;
  facts: Record<string, unknown>;
}

export interface Check {
  name: string;
  ok: boolean;
  expected: unknown;
  actual: unknown;
}

export interface Journey {
  id: string;
  world: string;
  seed: number;
  state: "running" | "finished" | "failed";
  steps: Step[];
  audit: { holds: boolean; checks: Check[] } | null;
  counts: Record<string, number>;
}

export type JourneySummary = Pick<Journey, "id" | "world" | "seed" | "state">;

const PATH = "control-tower/v1/journeys";

export const journeysQuery = queryOptions({
  queryKey: ["journeys", "all"],
  queryFn: ({ signal }) => call<Page<JourneySummary>>(`${PATH}?limit=50`, { signal }),
});

export const journeyQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ["journeys", "one", id],
    queryFn: ({ signal }) => call<Journey>(`${PATH}/${encodeURIComponent(id ?? "")}`, { signal }),
    enabled: id !== undefined,
  });
