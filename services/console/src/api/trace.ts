import { isRow, isRows, type Row } from "../format/values";

export interface TraceNode {
  /** What the node is called: a serial, a lot, an order. */
  code: string;
  facts: Row;
  children: TraceNode[];
}

export interface Trace {
  backward: TraceNode[];
  forward: TraceNode[];
  proofs: Row[];
}

type Direction = "backward" | "forward";

/** Reads either form of the answer: nested nodes for each direction, or one list of nodes and one of edges. */
export function traceOf(answer: Row, code: string): Trace {
  const sides = (direction: Direction): TraceNode[] => {
    const nested = answer[direction];
    if (isRow(nested) && isRows(nested.nodes)) return walk(nested, code, direction);
    if (isRow(nested)) return childrenOf(nested).map(nodeOf);
    if (isRows(nested)) return nested.map(nodeOf);
    return isRows(answer.edges) ? walk(answer, code, direction) : [];
  };
  const proofs = [answer.proofs, answer.proof].flatMap((part) =>
    isRows(part) ? part : isRow(part) ? [part] : [],
  );
  return { backward: sides("backward"), forward: sides("forward"), proofs };
}

const codeOf = (row: Row): string => String(row.code ?? row.id ?? row.serial ?? row.lot ?? "");

const childrenOf = (row: Row): Row[] => [row.children, row.nodes, row.parents].find(isRows) ?? [];

function nodeOf(row: Row): TraceNode {
  const { children: _children, parents: _parents, nodes: _nodes, ...facts } = row;
  return { code: codeOf(row), facts, children: childrenOf(row).map(nodeOf) };
}

/** Follows the edges from the code; a node met again is named but not followed, so a ring ends. */
function walk(graph: Row, code: string, direction: Direction): TraceNode[] {
  const rows = isRows(graph.nodes) ? graph.nodes : [];
  const facts = new Map(rows.map((row) => [codeOf(row), row]));
  const next = neighbours(isRows(graph.edges) ? graph.edges : [], direction);
  const seen = new Set<string>([code]);
  const follow = (from: string): TraceNode[] =>
    (next.get(from) ?? []).map((to) => {
      const again = seen.has(to);
      seen.add(to);
      return { code: to, facts: facts.get(to) ?? {}, children: again ? [] : follow(to) };
    });
  return follow(code);
}

function neighbours(edges: Row[], direction: Direction): Map<string, string[]> {
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const ends = [String(edge.from ?? edge.source ?? ""), String(edge.to ?? edge.target ?? "")];
    const [here = "", there = ""] = direction === "forward" ? ends : ends.toReversed();
    next.set(here, [...(next.get(here) ?? []), there]);
  }
  return next;
}
