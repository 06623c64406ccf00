import type { TraceNode } from "../../api/trace";
import { PathLink } from "../../components/PathLink";
import { isFigure, Value } from "../../components/Value";
import { isRow, type Row } from "../../format/values";

interface Props {
  title: string;
  none: string;
  nodes: TraceNode[];
}

const NAMING = new Set(["code", "id", "serial", "lot"]);

export function TraceTree({ title, none, nodes }: Props) {
  return (
    <section>
      <h2>{title}</h2>
      {nodes.length === 0 ? <p className="none">{none}</p> : <Branch nodes={nodes} />}
    </section>
  );
}

function Branch({ nodes }: { nodes: TraceNode[] }) {
  return (
    <ul className="tree">
      {nodes.map((node, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a lot may stand twice under one parent
        <li key={`${node.code} ${place}`}>
          <PathLink to={`/traceability/trace?code=${encodeURIComponent(node.code)}`} className="code">
            {node.code}
          </PathLink>
          <NodeFacts facts={node.facts} />
          {node.children.length > 0 && <Branch nodes={node.children} />}
        </li>
      ))}
    </ul>
  );
}

function NodeFacts({ facts }: { facts: Row }) {
  const shown = Object.entries(facts).filter(([key, value]) => !NAMING.has(key) && isPlain(key, value));
  return (
    <span className="tree-facts">
      {shown.map(([key, value]) => (
        <span key={key}>
          <Value name={key} value={value} />
        </span>
      ))}
    </span>
  );
}

const isPlain = (key: string, value: unknown): boolean =>
  value !== null && value !== "" && (isFigure(key, value) || (!isRow(value) && !Array.isArray(value)));
