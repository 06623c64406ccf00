import { call, type Page } from "./client";
import { endStay } from "./provider";
import { currentToken, dropToken, keepToken } from "./token";

export interface User {
  id: string;
  name: string;
  organisation: string;
  organisation_name: string;
  roles: string[];
  /** The plants that he works for; null for all of the organisation's. */
  plants: string[] | null;
}

/** Who is signed in, and all that he may do. */
export interface SignedIn extends User {
  permissions: string[];
}

interface Told {
  user: User;
  permissions: string[];
}

let current: SignedIn | null = null;

export async function demoUsers(): Promise<User[]> {
  return (await call<Page<User>>("session/demo-users")).items;
}

export async function signIn(user: string): Promise<SignedIn> {
  const answer = await call<Told & { token: string }>("session", { method: "POST", body: { user } });
  keepToken(answer.token);
  current = signedIn(answer);
  return current;
}

/** The signed-in user; null sends the reader to the login page. */
export async function session(): Promise<SignedIn | null> {
  if (!currentToken()) return null;
  if (current) return current;
  try {
    current = signedIn(await call<Told>("session"));
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

const signedIn = ({ user, permissions }: Told): SignedIn => ({ ...user, permissions });
