import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { session } from "../api/session";
import { resourcesOf } from "../resources";
import { NotFound } from "./NotFound";
import { ROOT } from "./root";
import { Shell } from "./Shell";

export type Search = Record<string, string>;

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, validateSearch: plainSearch });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  component: lazyRouteComponent(() => import("../pages/Login"), "Login"),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: "shell",
  component: Shell,
  beforeLoad: async ({ location }) => {
    const user = await session();
    if (!user) throw redirect({ to: "/login", search: nextAfterLogin(location.href) });
    return { user };
  },
});

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(() => import("../pages/Home"), "Home"),
});

const journey = createRoute({
  getParentRoute: () => shell,
  path: "/journey",
  component: lazyRouteComponent(() => import("../pages/journey/JourneyPage"), "JourneyPage"),
});

const service = createRoute({
  getParentRoute: () => shell,
  path: "/$service",
  component: NotFound,
  beforeLoad: ({ params }) => {
    const first = resourcesOf(params.service)[0];
    if (first)
      throw redirect({ to: "/$service/$resource", params: { service: first.service, resource: first.name } });
  },
});

const list = createRoute({
  getParentRoute: () => shell,
  path: "/$service/$resource",
  component: lazyRouteComponent(() => import("../pages/ResourcePage"), "ResourcePage"),
});

const detail = createRoute({
  getParentRoute: () => shell,
  path: "/$service/$resource/$id",
  component: lazyRouteComponent(() => import("../pages/DetailPage"), "DetailPage"),
});

const nextAfterLogin = (href: string): Search => (href === "/" ? {} : { next: href });

function plainSearch(search: Record<string, unknown>): Search {
  return Object.fromEntries(Object.entries(search).map(([key, value]) => [key, String(value)]));
}

export const router = createRouter({
  routeTree: root.addChildren([login, shell.addChildren([home, journey, service, list, detail])]),
  basepath: ROOT,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
    const text = new URLSearchParams(kept as [string, string][]).toString();
    return text && `?${text}`;
  },
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
