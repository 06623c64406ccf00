const KEY = "headrace.token";

let token = sessionStorage.getItem(KEY);

export const currentToken = (): string | null => token;

export function keepToken(value: string): void {
  token = value;
  sessionStorage.setItem(KEY, value);
}

export function dropToken(): void {
  token = null;
  sessionStorage.removeItem(KEY);
}

export const authorization = (): Record<string, string> =>
  token ? { Authorization: `Bearer ${token}` } : {};
