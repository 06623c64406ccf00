import { useQuery } from "@tanstack/react-query";
import { call } from "../api/client";
import { topicOf } from "../api/live";
import { useLiveRefresh } from "../api/useLive";
import type { Row } from "../format/values";
import type { Resource } from "../resources/types";

const REFRESH_MS = 1000;

/** One record of a list, or the document itself where the resource has no ids. */
export function useRecord(resource: Resource, id?: string) {
  const base = `${resource.service}/v1/${resource.records ?? resource.name}`;
  const path = id === undefined ? base : `${base}/${encodeURIComponent(id)}`;
  const queryKey = ["record", path];
  useLiveRefresh(topicOf(resource.service), queryKey, REFRESH_MS);
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => asRecord(await call<Row | Row[]>(path, { signal })),
  });
}

/** What several firms keep under one id comes as their entries. */
function asRecord(answer: Row | Row[]): Row {
  if (!Array.isArray(answer)) return answer;
  return answer.length === 1 ? (answer[0] ?? {}) : { ...answer[0], postings: undefined, entries: answer };
}
