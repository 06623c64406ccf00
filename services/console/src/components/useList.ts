import { useInfiniteQuery } from "@tanstack/react-query";
import { call, type Page, withParameters } from "../api/client";
import { topicOf } from "../api/live";
import { useLiveRefresh } from "../api/useLive";
import type { Row } from "../format/values";
import type { Resource } from "../resources/types";

const PAGE_SIZE = 100;
const REFRESH_MS = 2000;

export function useList(resource: Resource, search: Record<string, string>) {
  const filters = Object.fromEntries(Object.entries(search).filter(([key]) => key !== "sort"));
  const key = ["list", resource.service, resource.name, filters];
  useLiveRefresh(topicOf(resource.service), key, REFRESH_MS);
  return useInfiniteQuery({
    queryKey: key,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => {
      const path = `${resource.service}/v1/${resource.name}`;
      return call<Page<Row>>(withParameters(path, { limit: PAGE_SIZE, cursor: pageParam, ...filters }), {
        signal,
      });
    },
    getNextPageParam: (last) => last.next_cursor || undefined,
  });
}
