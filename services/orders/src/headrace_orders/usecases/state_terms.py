"""A seller says what it agrees to beforehand."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.loading import Change, Loaded
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.messages import say
from headrace_orders.model.terms import CustomerTerms
from headrace_orders.store import customer_terms, parties


async def state_terms(tx: Tx, rows: Sequence[tuple[int, CustomerTerms]], loaded: Loaded) -> Loaded:
    await in_turn(tx, f"customer terms {tx.tenant}")
    before = await customer_terms.stated(tx)
    unknown = set(await parties.unknown(tx, [terms.customer for _, terms in rows if terms.customer]))
    fresh = []
    for number, terms in rows:
        if terms.customer in unknown:
            loaded.refuse(number, "customer", say("orders.customer-unknown", customer=terms.customer))
            continue
        change = Change.between(before.get(terms.customer), terms)
        loaded.count(change)
        if change is not Change.UNCHANGED:
            fresh.append(terms)
    await customer_terms.keep(tx, fresh)
    tx.tell(terms.stated(tx.tenant) for terms in fresh)
    return loaded
