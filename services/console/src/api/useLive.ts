import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { type LiveEvent, live } from "./live";

export const useLiveStatus = (): boolean => useSyncExternalStore(live.watchStatus, live.isConnected);

export function useLiveEvents(topics: string[], onEvent: (event: LiveEvent) => void): void {
  const latest = useRef(onEvent);
  useEffect(() => {
    latest.current = onEvent;
  });
  const joined = topics.join(",");
  useEffect(() => {
    const wanted = joined === "" ? [] : joined.split(",");
    return live.listen({
      topics: wanted,
      onEvent: (event) => latest.current(event),
      onResync: () => undefined,
    });
  }, [joined]);
}

/** Reads a query again when one of its topics speaks, at most once in `everyMs`. */
export function useLiveRefresh(topic: string, queryKey: QueryKey, everyMs: number): void {
  const queries = useQueryClient();
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey });
      }, everyMs);
    };
    const stop = live.listen({ topics: [topic], onEvent: refresh, onResync: refresh });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [topic, key, everyMs, queries]);
}
