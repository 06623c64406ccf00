import type { Row } from "../format/values";

/** The answer of traceability: what the thing came from and went into, as a graph from sources to targets. */
export interface Trace {
  code: string;
  nodes: { code: string; kind: string; at: string | null }[];
  edges: Edge[];
  proofs: Proof[];
  blocked: Blocked[];
}

/** So much of the thing, or of a piece of it, is held back by a note; the note itself may be heard a moment later. */
export interface Blocked extends Row {
  code: string;
  plant: string;
  note: string;
  since: string | null;
  reason: string | null;
}

export interface Edge extends Row {
  source: string;
  target: string;
  /** Whether it is recorded that what is traced went this way, or it only may have. */
  certainty: "recorded" | "possible";
  /** Since then the source is not in the target any more: the shop took the pieces back. */
  ended_at: string | null;
}

export interface Proof {
  event: string;
  step: string;
  at: string;
  leaf: number;
}

export interface Branch {
  code: string;
  /** How the thing got there. */
  edge: Edge;
  branches: Branch[];
}

/** What the code came from, or went into. A thing met again is named but not followed, so a ring ends. */
export function branchesOf({ code, edges }: Trace, way: "back" | "forward"): Branch[] {
  const [here, there] = way === "forward" ? (["source", "target"] as const) : (["target", "source"] as const);
  const next = new Map<string, Edge[]>();
  for (const edge of edges) {
    const from = next.get(edge[here]);
    if (from) from.push(edge);
    else next.set(edge[here], [edge]);
  }
  const seen = new Set([code]);
  const follow = (from: string): Branch[] =>
    (next.get(from) ?? []).map((edge) => {
      const to = edge[there];
      const again = seen.has(to);
      seen.add(to);
      return { code: to, edge, branches: again ? [] : follow(to) };
    });
  return follow(code);
}

const WHOLE = /^(lot|serial):([^?]+)\?(?:item=([^?&]*))?&?(?:maker=([^?&]*))?$/;

/** "lot:L-7?item=BOLT&maker=steelco" is the lot L-7 of the item BOLT, numbered by steelco; "lot:L-7" a mere name. */
export function partsOf(code: string): { kind: string; name: string; item: string; maker: string } {
  const whole = WHOLE.exec(code)?.slice(1).map(unescaped);
  if (whole) {
    const [kind = "", name = "", item = "", maker = ""] = whole;
    return { kind, name, item, maker };
  }
  const [kind = "", ...name] = code.split(":");
  return { kind, name: name.join(":"), item: "", maker: "" };
}

/** What people typed may have a bare % in it. */
function unescaped(part = ""): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
