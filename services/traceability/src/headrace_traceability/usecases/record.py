"""What was heard becomes leaves of the log: one lock, one growth of the tree, a few statements for a whole batch."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.tx import Tx
from headrace_traceability.model import naming, taking_back
from headrace_traceability.model.happening import Happening
from headrace_traceability.model.holding import Holding
from headrace_traceability.model.merkle import Frontier, frontier_nodes
from headrace_traceability.model.merkle_verify import leaf_hash
from headrace_traceability.model.taking_back import TakenBack
from headrace_traceability.store import holdings, log, things, traces


async def record(tx: Tx, happenings: Sequence[Happening]) -> None:
    happenings = await _named(tx, happenings)
    size = await log.take(tx)
    edge_of_tree = Frontier.load(size, await log.nodes(tx, frontier_nodes(size)))
    canonical = [happening.event.canonical() for happening in happenings]
    grown, written = edge_of_tree.append(map(leaf_hash, canonical))
    await log.grow(tx, grown.size, written)
    await traces.add(tx, happenings, canonical, size)


async def take_back(tx: Tx, back: TakenBack) -> None:
    """End and lessen the links of pieces that are not made any more; the event of it is recorded."""
    links = await traces.standing_into(tx, back.outputs)
    nothing_left = not await traces.left_of(tx, back.work_order)
    await traces.change(tx, taking_back.changed(links, back, nothing_left=nothing_left))


async def keep_holdings(tx: Tx, told: Sequence[Holding]) -> None:
    """What the warehouse holds is known by its number, also when nothing else was heard of it."""
    await things.add(tx, ((tx.tenant, "", holding.spot.code) for holding in told))
    await holdings.put(tx, told)


async def _named(tx: Tx, happenings: Sequence[Happening]) -> Sequence[Happening]:
    """Things that were told short, now or earlier, get the code that is known of them by now."""
    unsure = {code for happening in happenings for code in happening.unsure}
    handled = set().union(*(happening.handled for happening in happenings)) if await things.has_short(tx) else set()
    if not unsure and not handled:
        return happenings
    known = await things.known(tx, naming.names_of(unsure | handled))
    names = naming.fuller(unsure, known)
    short = naming.shorter(handled - names.keys(), known)
    suppliers = await things.suppliers(tx, short.values())
    fitting = naming.fitting(short, suppliers)
    if fitting:
        await things.rename(tx, fitting)
    return [happening.renamed(names) for happening in happenings] if names else happenings
