"""The question that an order asks, gathered from what was heard: of the seller's world only what concerns it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from headrace_chassis.tx import Tx
from headrace_contracts.values import Price
from headrace_orders.model.order import Order
from headrace_orders.model.question import Question, Wanted
from headrace_orders.store import factories
from headrace_orders.store.orders import promised
from headrace_orders.usecases.rivals import Rivals
from headrace_planning.model.facts import laid_out
from headrace_planning.model.network import Network
from headrace_planning.model.refusal import UnknownItem
from headrace_planning.store import catalogue, positions


async def gather(tx: Tx, order: Order) -> Question:
    """In the seller's name. Raises PlanningRefused when a fact that concerns the order can't be planned."""
    rivals = Rivals(await promised(tx, order.tenant), await positions.sent(tx))
    network = await _network(tx, order, rivals)
    rivals = rivals.concerned(order, network)
    plants = await catalogue.plants(tx)
    items = {line.item for line in order.lines}
    efforts = await factories.efforts(tx, order.tenant, items)
    centres = {name for known in efforts.values() for name in known}
    there = await positions.standing(tx, network.items)
    places = [(item, plant) for item in items for plant in plants]
    return Question(
        order.id,
        order.number,
        order.priority,
        [_wanted(order, number, network) for number in range(len(order.lines))],
        laid_out(tx.today, network, rivals.demands, there, places),
        plants,
        efforts,
        await factories.work_centres(tx, order.tenant, centres),
        _prices(network),
        rivals.versions,
    )
