"""What Prometheus is told of purchase orders."""

from __future__ import annotations

from headrace_chassis.tables import count, counts
from headrace_chassis.tx import Tx
from headrace_srm.model.purchase_order import OrderState
from headrace_srm.store.tables import proposal, purchase_order

OPEN = (OrderState.PUBLISHED, OrderState.COUNTER_PROPOSED, OrderState.CONFIRMED)
LATE = """
    SELECT count(*) FROM purchase_order WHERE state = ANY($1) AND EXISTS (
        SELECT FROM jsonb_array_elements(body->'lines') line
         WHERE (line #>> '{terms,due}')::date < $2
           AND (line #>> '{terms,quantity,value}')::numeric > greatest(
                   (line #>> '{progress,received,value}')::numeric,
                   (line #>> '{progress,accepted,value}')::numeric + (line #>> '{progress,rejected,value}')::numeric))
"""


async def purchase_orders(tx: Tx) -> dict[str, int]:
    return await counts(tx, purchase_order.c.state, OrderState)


async def proposals_waiting(tx: Tx) -> int:
    return await count(tx, proposal, proposal.c.purchase_order.is_(None))


async def late(tx: Tx) -> int:
    """Open, with a line that was due on a day that is over and hasn't arrived in full."""
    return int(await tx.raw.fetchval(LATE, [state.value for state in OPEN], tx.today))
