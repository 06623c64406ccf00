import { below } from "../app/root";
import { call } from "./client";
import { challengeOf, drawn } from "./pkce";
import { Problem } from "./problem";
import { keepToken } from "./token";

/** Who knows the people where there are no demo users: OpenID Connect's code flow with PKCE. */
export interface Provider {
  issuer: string;
  client: string;
}

interface Endpoints {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  end_session_endpoint?: string;
}

interface Tokens {
  access_token: string;
  refresh_token?: string;
  expires_in: number;
}

interface Departure {
  provider: Provider;
  verifier: string;
  state: string;
  next: string;
}

interface Stay {
  provider: Provider;
  refresh: string;
  renewAt: number;
}

const DEPARTURE = "headrace.departure";
const STAY = "headrace.stay";
const RENEW_AT = 0.7;

let timer: ReturnType<typeof setTimeout> | undefined;

export const identityProvider = async (): Promise<Provider | null> =>
  (await call<{ provider: Provider | null }>("session/provider")).provider;

/** Leaves the page for the provider's, which sends the reader back to /login with a code. */
export async function leaveFor(provider: Provider, next: string): Promise<void> {
  const { authorization_endpoint } = await endpoints(provider);
  const departure: Departure = { provider, verifier: drawn(), state: drawn(), next };
  keep(DEPARTURE, departure);
  const query = new URLSearchParams({
    response_type: "code",
    client_id: provider.client,
    redirect_uri: loginPage(),
    scope: "openid",
    state: departure.state,
    code_challenge: await challengeOf(departure.verifier),
    code_challenge_method: "S256",
  });
  location.assign(`${authorization_endpoint}?${query}`);
}

/** Redeems the code; answers the page that the reader wanted. */
export async function comeBack(code: string, state: string): Promise<string> {
  const departure = kept<Departure>(DEPARTURE);
  sessionStorage.removeItem(DEPARTURE);
  if (!departure || departure.state !== state) throw new Problem(400, "state");
  const { provider, verifier, next } = departure;
  const grant = {
    grant_type: "authorization_code",
    code,
    code_verifier: verifier,
    redirect_uri: loginPage(),
  };
  stay(provider, await redeemed(provider, grant));
  return next;
}

/** After a reload: goes on renewing the token of a reader who came by the provider. */
export function goOnStaying(): void {
  const current = kept<Stay>(STAY);
  if (current) renewIn(Math.max(0, current.renewAt - Date.now()));
}

export async function endStay(): Promise<void> {
  const current = kept<Stay>(STAY);
  sessionStorage.removeItem(STAY);
  clearTimeout(timer);
  if (!current) return;
  const { end_session_endpoint } = await endpoints(current.provider);
  if (!end_session_endpoint) return;
  const query = new URLSearchParams({
    client_id: current.provider.client,
    post_logout_redirect_uri: loginPage(),
  });
  location.assign(`${end_session_endpoint}?${query}`);
}

async function renew(): Promise<void> {
  const current = kept<Stay>(STAY);
  if (!current) return;
  try {
    const grant = { grant_type: "refresh_token", refresh_token: current.refresh };
    stay(current.provider, await redeemed(current.provider, grant));
  } catch (error) {
    if (error instanceof Problem && error.status === 400) sessionStorage.removeItem(STAY);
    else renewIn(5_000);
  }
}

function stay(provider: Provider, tokens: Tokens): void {
  keepToken(tokens.access_token);
  if (!tokens.refresh_token) return;
  const wait = tokens.expires_in * 1000 * RENEW_AT;
  const current: Stay = { provider, refresh: tokens.refresh_token, renewAt: Date.now() + wait };
  keep(STAY, current);
  renewIn(wait);
}

function renewIn(milliseconds: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void renew(), milliseconds);
}

async function redeemed(provider: Provider, grant: Record<string, string>): Promise<Tokens> {
  const { token_endpoint } = await endpoints(provider);
  const body = new URLSearchParams({ client_id: provider.client, ...grant });
  return answer<Tokens>(await fetch(token_endpoint, { method: "POST", body }));
}

async function endpoints(provider: Provider): Promise<Endpoints> {
  const found = await answer<Endpoints>(await fetch(`${provider.issuer}/.well-known/openid-configuration`));
  if (found.issuer !== provider.issuer) throw new Problem(400, "issuer");
  return found;
}

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Problem(response.status, response.statusText);
  return (await response.json()) as T;
}

const loginPage = (): string => below("login").href;

const keep = (key: string, value: unknown): void => sessionStorage.setItem(key, JSON.stringify(value));

function kept<T>(key: string): T | null {
  const text = sessionStorage.getItem(key);
  return text ? (JSON.parse(text) as T) : null;
}
