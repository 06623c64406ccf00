"""What was heard becomes leaves of the log: one lock, one growth of the tree, a few statements for a whole batch."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.tx import Tx
from headrace_traceability.model.happening import Happening
from headrace_traceability.model.merkle import Frontier, frontier_nodes
from headrace_traceability.model.merkle_verify import leaf_hash
from headrace_traceability.store import log, traces


async def record(tx: Tx, happenings: Sequence[Happening]) -> None:
    size = await log.take(tx)
    edge_of_tree = Frontier.load(size, await log.nodes(tx, frontier_nodes(size)))
    canonical = [happening.event.canonical() for happening in happenings]
    grown, written = edge_of_tree.append(map(leaf_hash, canonical))
    await log.grow(tx, grown.size, written)
    await traces.add(tx, happenings, canonical, size)
