"""The question that an order asks, gathered from what was heard: of the seller's world only what concerns it."""

from __future__ import annotations

from collections.abc import Mapping

from headrace_chassis.tx import Tx
from headrace_contracts.values import Price
from headrace_orders.model.order import Order
from headrace_orders.model.parts import OrderLine
from headrace_orders.model.question import Question, Wanted
from headrace_orders.model.rivals import met_by, still_asked
from headrace_orders.store import factories, shipments
from headrace_orders.store.orders import orders, with_a_promise
from headrace_planning.model.facts import laid_out
from headrace_planning.model.network import Network
from headrace_planning.store import catalogue, positions


async def gather(tx: Tx, order: Order) -> Question:
    """In the seller's name. Raises PlanningRefused when a fact that concerns the order can't be planned."""
    promised = await orders.all(tx, *with_a_promise(order.tenant))
    sent = await shipments.sent(tx, [other.id for other in promised])
    asked = [demand for other in promised for demand in still_asked(other, sent.get(other.id, {}))]
    wanted = {line.item for line in order.lines}
    network = await _network(tx, wanted | {demand.item for demand in asked})
    plants = await catalogue.plants(tx)
    places = [(item, plant) for item in wanted for plant in plants]
    there = await positions.standing(tx, network.items)
    met = met_by(places, asked, network)
    efforts = await factories.efforts(tx, order.tenant, wanted)
    centres = {name for known in efforts.values() for name in known}
    return Question(
        order=order.id,
        number=order.number,
        priority=order.priority,
        lines=[_wanted(line, network) for line in order.lines],
        inputs=laid_out(tx.today, network, met, there, places),
        network=network,
        plants=plants,
        efforts=efforts,
        centres=await factories.work_centres(tx, order.tenant, centres),
        prices=_prices(network, plants),
        versions={other.id: other.version for other in promised},
    )


async def _network(tx: Tx, items: set[str]) -> Network:
    """These with all that they are made of, and what else is being made of it."""
    needed = await catalogue.below(tx, items)
    rivals = await positions.worked_into(tx, needed)
    return await catalogue.network(tx, needed | await catalogue.below(tx, rivals))


def _wanted(line: OrderLine, network: Network) -> Wanted:
    decimals = network.decimals_of(line.item)
    return Wanted(line.line, line.item, line.quantity, line.due, decimals, network.items[line.item].made)


def _prices(network: Network, plants: list[str]) -> Mapping[str, Price]:
    found = {name: network.offer_for(name, plants[0]) for name, item in network.items.items() if not item.made}
    return {name: offer.price for name, offer in found.items() if offer}
