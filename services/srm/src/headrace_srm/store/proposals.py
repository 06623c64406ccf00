"""Proposals as planning released them, until orders are made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from headrace_chassis.tx import Tx
from headrace_contracts.mrp.v1 import PurchaseProposalReleased
from headrace_contracts.values import Quantity
from headrace_srm.model.order_line import Proposal
from headrace_srm.store.tables import proposal


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """What of one release goes to one supplier for one plant."""

    batch: str
    supplier: str
    plant: str


async def keep(tx: Tx, released: Sequence[PurchaseProposalReleased]) -> None:
    """One that was kept before stays as it is."""
    rows = [
        {
            "tenant": tx.tenant,
            "proposal": event.proposal,
            "batch": event.batch,
            "supplier": event.supplier,
            "plant": event.plant,
            "together": event.together or 0,
            "item": event.item,
            "quantity": event.quantity.value,
            "unit": event.quantity.unit,
            "need_by": event.need_by,
            "customer_orders": sorted({peg.order for peg in event.pegs}),
            "heard_at": tx.now,
            "purchase_order": None,
        }
        for event in released
    ]
    await tx.execute(insert(proposal).on_conflict_do_nothing(), rows)


async def complete(tx: Tx, batches: Iterable[str], until: datetime | None = None) -> dict[Share, list[Proposal]]:
    """What is not ordered yet of those shares of the batches of which all is here, or nothing came after `until`."""
    p = proposal.c
    share = (p.batch, p.supplier, p.plant)
    of_batches = select(*share).where(p.batch.in_(set(batches))).group_by(*share)
    all_here = func.count() >= func.max(p.together)
    whole = of_batches.having(all_here if until is None else or_(all_here, func.max(p.heard_at) <= until))
    found: dict[Share, list[Proposal]] = defaultdict(list)
    for row in await tx.execute(select(proposal).where(tuple_(*share).in_(whole), p.purchase_order.is_(None))):
        found[Share(row.batch, row.supplier, row.plant)].append(_proposal(row))
    return dict(sorted(found.items()))


async def unpriced(tx: Tx, items: Iterable[str]) -> dict[Share, list[Proposal]]:
    """What could not be ordered of complete shares since its supplier had no price for the items."""
    p = proposal.c
    query = select(p.batch).where(p.purchase_order.is_(None), p.item.in_(set(items))).distinct()
    return await complete(tx, (await tx.execute(query)).scalars())


async def waiting(tx: Tx, until: datetime) -> list[tuple[str, str]]:
    """(tenant, batch) of those in which proposals that came until then are not ordered yet."""
    p = proposal.c
    query = select(p.tenant, p.batch).where(p.purchase_order.is_(None), p.heard_at <= until).distinct()
    return [(row.tenant, row.batch) for row in await tx.execute(query)]


async def mark_ordered(tx: Tx, proposals: Sequence[Proposal], purchase_order: str) -> None:
    names = [each.proposal for each in proposals]
    await tx.execute(update(proposal).where(proposal.c.proposal.in_(names)).values(purchase_order=purchase_order))


def _proposal(row: Row[Any]) -> Proposal:
    quantity = Quantity(row.quantity, row.unit)
    return Proposal(row.proposal, row.item, quantity, row.need_by, tuple(row.customer_orders))
