"""A firm says what it agrees to beforehand."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.loading import Change, Loaded
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.messages import say
from headrace_orders.model.terms import Side, Terms
from headrace_orders.store import parties
from headrace_orders.store import terms as store


async def state_terms(tx: Tx, side: Side, rows: Sequence[tuple[int, Terms]], loaded: Loaded) -> Loaded:
    """All `rows` are of one `side`."""
    await in_turn(tx, f"terms of {side} {tx.tenant}")
    before = await store.stated(tx, side)
    unknown = set(await parties.unknown(tx, [terms.partner for _, terms in rows if terms.partner]))
    fresh = []
    for number, terms in rows:
        if terms.partner in unknown:
            whom = side.other
            loaded.refuse(number, whom.value, say("orders.firm-unknown", side=whom, firm=terms.partner))
            continue
        change = Change.between(before.get(terms.partner), terms)
        loaded.count(change)
        if change is not Change.UNCHANGED:
            fresh.append(terms)
    await store.keep(tx, side, fresh)
    tx.tell(terms.stated(tx.tenant) for terms in fresh)
    return loaded
