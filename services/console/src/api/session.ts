import { call, type Page } from "./client";
import { endStay } from "./provider";
import { currentToken, dropToken, keepToken } from "./token";

export interface User {
  id: string;
  name: string;
  organisation: string;
  organisation_name: string;
  roles: string[];
}

let current: User | null = null;

export async function demoUsers(): Promise<User[]> {
  return (await call<Page<User>>("session/demo-users")).items;
}

export async function signIn(user: string): Promise<User> {
  const answer = await call<{ token: string; user: User }>("session", { method: "POST", body: { user } });
  keepToken(answer.token);
  current = answer.user;
  return answer.user;
}

/** The signed-in user; null sends the reader to the login page. */
export async function session(): Promise<User | null> {
  if (!currentToken()) return null;
  if (current) return current;
  try {
    current = (await call<{ user: User }>("session")).user;
  } catch {
    forget();
  }
  return current;
}

export async function signOut(): Promise<void> {
  await call<void>("session", { method: "DELETE" }).catch(() => undefined);
  forget();
  await endStay();
}

export function forget(): void {
  current = null;
  dropToken();
}
