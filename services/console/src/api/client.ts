import i18next from "i18next";
import { below } from "../app/root";
import { Problem, problemOf } from "./problem";
import { authorization } from "./token";

export const apiUrl = (path: string): URL => below(`api/${path}`);

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

interface Call {
  method?: string;
  body?: unknown;
  signal?: AbortSignal;
}

/** Answers the JSON of the response, or throws a Problem. */
export async function call<T>(path: string, { method = "GET", body, signal }: Call = {}): Promise<T> {
  const response = await send(path, {
    method,
    signal,
    headers: {
      Accept: "application/json",
      "Accept-Language": i18next.language ?? "",
      ...(body ? { "Content-Type": "application/json" } : {}),
      ...authorization(),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(apiUrl(path), init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem(0, "");
  }
}

export function withParameters(
  path: string,
  parameters: Record<string, string | number | undefined>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}
