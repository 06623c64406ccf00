import { useRouteContext } from "@tanstack/react-router";
import type { User } from "../api/session";

export const useUser = (): User => useRouteContext({ from: "/shell", select: ({ user }) => user });
