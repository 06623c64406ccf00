"""Released proposals become work orders; those without a routing wait for one."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.numbers import next_numbers
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_contracts.mrp.v1 import WorkProposalReleased
from headrace_mes.model.planning import plan_new
from headrace_mes.model.work_order import WorkOrder
from headrace_mes.store import capacity, catalogue
from headrace_mes.store.catalogue import Catalogue
from headrace_mes.store.work_orders import known_proposals, without_routing, work_orders


async def create_work_orders(tx: Tx, proposals: Sequence[WorkProposalReleased]) -> None:
    """One work order for each proposal, however often it is told."""
    known = await known_proposals(tx, (p.proposal for p in proposals))
    fresh = {p.proposal: p for p in proposals if p.proposal not in known}
    if not fresh:
        return
    made_of = await catalogue.of(tx, (p.item for p in fresh.values()))
    numbers = await next_numbers(tx, "WO", len(fresh))
    orders = [_order(tx, p, number, made_of) for p, number in zip(fresh.values(), numbers, strict=True)]
    await _plan(tx, orders, made_of)
    await work_orders.add(tx, *orders)
    await _book_and_tell(tx, orders)


async def take_up_waiting(tx: Tx) -> None:
    """Routings or work centres are new: plan what waited for them."""
    waiting = await without_routing(tx)
    if not waiting:
        return
    await _plan(tx, waiting, await catalogue.of(tx, (order.item for order in waiting)))
    await work_orders.put(tx, waiting)
    await _book_and_tell(tx, waiting)


def _order(tx: Tx, proposal: WorkProposalReleased, number: str, made_of: Catalogue) -> WorkOrder:
    if proposal.item not in made_of.tracking:
        raise Missing(say("mes.item-unheard", proposal=proposal.proposal, item=proposal.item))
    return WorkOrder.create(
        tx.new_id("wo"),
        number,
        tenant=tx.tenant,
        item=proposal.item,
        plant=proposal.plant,
        quantity=proposal.quantity,
        start=proposal.start,
        due=proposal.due,
        proposal=proposal.proposal,
        tracking=made_of.tracking[proposal.item],
        components=made_of.components(proposal.item, proposal.start),
        pegs=proposal.pegs,
    )


async def _plan(tx: Tx, orders: Sequence[WorkOrder], made_of: Catalogue) -> None:
    await capacity.turn(tx)
    centres = await capacity.work_centres(tx, {s.work_centre for steps in made_of.routings.values() for s in steps})
    plan_new(orders, made_of.routings, {name: centre.calendar for name, centre in centres.items()}, tx.today)


async def _book_and_tell(tx: Tx, orders: Sequence[WorkOrder]) -> None:
    await capacity.book(tx, orders)
    for order in orders:
        tx.because_of(order.proposal)
        tx.tell(order)
    await capacity.publish(tx, {centre for order in orders for centre in order.work_centres})
