import type { IncomingMessage, ServerResponse } from "node:http";
import type { Connect, Plugin } from "vite";
import { collections, edgeStatus, trace, users } from "./data";
import { journey, steps } from "./journey";

type Answer = { status: number; body: unknown };

const STEP_MS = Number(process.env.STEP_MS ?? 1500);
const started = Date.now();
const reached = () => Math.min(steps.length, 1 + Math.floor((Date.now() - started) / STEP_MS));

const ok = (body: unknown): Answer => ({ status: 200, body });
const missing = (path: string): Answer => ({
  status: 404,
  body: {
    type: "not-found",
    title: "Not found",
    status: 404,
    detail: `There is no ${path}.`,
    trace_id: "0af7651916cd43dd",
  },
});

/** A stand-in for the api-gateway to try pages with; nothing of it is built into the console. */
export function mockGateway(): Plugin {
  const use = (server: { middlewares: Connect.Server }) => void server.middlewares.use("/api", handle);
  return { name: "mock-gateway", configureServer: use, configurePreviewServer: use };
}

function handle(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://mock");
  if (url.pathname === "/stream") {
    stream(response);
    return;
  }
  let text = "";
  request.on("data", (piece) => {
    text += piece;
  });
  request.on("end", () => {
    const { status, body } = answer(request, url, text);
    response.writeHead(status, {
      "Content-Type": status < 400 ? "application/json" : "application/problem+json",
    });
    response.end(JSON.stringify(body));
  });
}

function answer(request: IncomingMessage, url: URL, text: string): Answer {
  const path = decodeURIComponent(url.pathname.slice(1));
  if (path === "session/demo-users") return ok({ items: users });
  if (path === "session") return session(request, text);
  if (path === "control-tower/v1/journeys") return ok({ items: [journey(reached())], next_cursor: null });
  if (path.startsWith("control-tower/v1/journeys/")) return ok(journey(reached()));
  if (path === "edge-gateway/v1/status") return ok(edgeStatus);
  if (path.startsWith("traceability/v1/trace/")) return ok(trace(path.split("/").at(-1) ?? ""));
  return record(path.replace("/v1/", "/"), url.searchParams);
}

function session(request: IncomingMessage, text: string): Answer {
  const id =
    request.method === "POST"
      ? JSON.parse(text).user
      : request.headers.authorization?.slice("Bearer ".length);
  const user = users.find((candidate) => candidate.id === id);
  if (!user) return { status: 401, body: { title: "Sign in first", status: 401 } };
  return ok({ token: user.id, user });
}

function record(path: string, search: URLSearchParams): Answer {
  const [service, name, id] = path.split("/");
  const rows = collections[`${service}/${name}`];
  if (id) {
    const found = rows?.find((row) => row.id === id);
    return found ? ok(found) : missing(path);
  }
  const from = Number(search.get("cursor") ?? 0);
  const to = from + Number(search.get("limit") ?? 50);
  const all = rows ?? [];
  return ok({ items: all.slice(from, to), next_cursor: to < all.length ? String(to) : null });
}

function stream(response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  let told = reached();
  const timer = setInterval(() => {
    response.write(": heartbeat\n\n");
    for (; told < reached(); told++) {
      tell(response, `${told}`, "headrace.control_tower.v1.JourneyStepRecorded");
      tell(response, `${told}b`, steps[told]?.event ?? "");
    }
  }, 200);
  response.on("close", () => clearInterval(timer));
}

function tell(response: ServerResponse, id: string, type: string): void {
  const event = { id, type, source: "mock", time: new Date().toISOString(), tenant: "org_weir", data: {} };
  response.write(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(event)}\n\n`);
}
