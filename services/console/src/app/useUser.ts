import { useRouteContext } from "@tanstack/react-router";
import type { SignedIn } from "../api/session";

export const useUser = (): SignedIn => useRouteContext({ from: "/shell", select: ({ user }) => user });
