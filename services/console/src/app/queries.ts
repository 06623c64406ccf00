import { QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "../api/problem";
import { forget } from "../api/session";
import { router } from "./router";

const RETRIES = 2;

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: tell }),
  defaultOptions: { queries: { staleTime: 5_000, refetchOnWindowFocus: false, retry: isWorthRetrying } },
});

function isWorthRetrying(failures: number, error: unknown): boolean {
  const temporary = !(error instanceof Problem) || error.status === 0 || error.status >= 500;
  return temporary && failures < RETRIES;
}

async function tell(error: unknown): Promise<void> {
  if (error instanceof Problem && error.status === 401) {
    forget();
    queries.clear();
    await router.navigate({ to: "/login", search: { next: router.state.location.href } });
    return;
  }
  const { notifyProblem } = await import("../components/notifyProblem");
  notifyProblem(error);
}
