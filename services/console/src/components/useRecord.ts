import { useQuery } from "@tanstack/react-query";
import { call } from "../api/client";
import { topicOf } from "../api/live";
import { useLiveRefresh } from "../api/useLive";
import type { Row } from "../format/values";
import type { Resource } from "../resources/types";

const REFRESH_MS = 1000;

/** One record of a list, or the document itself where the resource has no ids. */
export function useRecord(resource: Resource, id?: string) {
  const base = `${resource.service}/v1/${resource.name}`;
  const path = id === undefined ? base : `${base}/${encodeURIComponent(id)}`;
  const queryKey = ["record", path];
  useLiveRefresh(topicOf(resource.service), queryKey, REFRESH_MS);
  return useQuery({ queryKey, queryFn: ({ signal }) => call<Row>(path, { signal }) });
}
