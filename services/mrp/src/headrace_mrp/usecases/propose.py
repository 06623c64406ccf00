"""What is computed in the worker process, and what of it comes back: pegs to customer orders, no others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from headrace_chassis.compute import Watch
from headrace_contracts.messages import Message, several
from headrace_contracts.values import Quantity
from headrace_mrp.model.committed import PegRow
from headrace_planning.engine.offering import on_best_offers
from headrace_planning.engine.plan import plan
from headrace_planning.engine.warm import warm
from headrace_planning.model.demand import DemandKind
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import Place
from headrace_planning.model.network import Network
from headrace_planning.model.proposals import (
    DemandAnswer,
    ExceptionKind,
    NotPlanned,
    Peg,
    Plan,
    PlanException,
    PlannedOrder,
)
from headrace_planning.model.supply import SupplyKind
from headrace_planning.model.transfers import Transfer, found_in, moved

PASSES = 10
"""Stock found elsewhere is moved level by level, so often at most."""


@dataclass(frozen=True, slots=True)
class Outcome:
    orders: tuple[PlannedOrder, ...]
    """Without their pegs, which are rows of `pegs`, by reference."""
    suppliers: Mapping[Place, str]
    """With whom the orders for an item in a plant are planned."""
    pegs: tuple[PegRow, ...]
    exceptions: tuple[PlanException, ...]


def load_kernels(_watch: Watch) -> None:
    warm()


def propose(inputs: PlanningInputs, network: Network, rejected: Mapping[Place, Message], _watch: Watch) -> Outcome:
    made, network, transfers = settled(inputs, network)
    offers = {place: network.offer_for(*place) for place in {(o.item, o.plant) for o in made.planned_orders}}
    return Outcome(
        tuple(replace(order, pegs=()) for order in made.planned_orders),
        {place: offer.supplier for place, offer in offers.items() if offer},
        tuple(_pegs(made)),
        (
            *_set_aside(made, inputs.not_planned),
            *_explained(made, rejected),
            *(t.warning(made.start) for t in transfers),
        ),
    )


def settled(inputs: PlanningInputs, network: Network) -> tuple[Plan, Network, list[Transfer]]:
    """Planned again while stock lies free in another plant, or another offer is better for what is wanted."""
    transfers = list[Transfer]()
    made, inputs, network = on_best_offers(plan, inputs, network)
    for _ in range(PASSES):
        found = found_in(made, inputs)
        if not found:
            break
        transfers += found
        made, inputs, network = on_best_offers(plan, moved(inputs, found), network)
    return made, network, transfers


def _pegs(made: Plan) -> Iterator[PegRow]:
    for supply in made.supply_pegs:
        place = supply.kind.value, supply.reference, supply.item, supply.plant
        yield from (PegRow(*place, *_served(peg), supply.expected) for peg in _customers(supply.pegs))
    along = defaultdict(list)
    for carried in made.carried:
        along[carried.order].append(carried.line)
    for order in made.planned_orders:
        place = SupplyKind.PLANNED_ORDER.value, order.reference, order.item, order.plant
        yield from (PegRow(*place, *_served(peg), order.due) for peg in _customers(order.pegs))
        nothing = Quantity.zero(order.quantity.unit)
        for line in along[order.reference]:
            yield PegRow(*place, line.reference, int(line.line), nothing, order.due)


def _customers(pegs: Iterable[Peg]) -> Iterator[Peg]:
    return (peg for peg in pegs if peg.kind is DemandKind.CUSTOMER_ORDER)


def _served(peg: Peg) -> tuple[str, int, Quantity]:
    return peg.reference, int(peg.line), peg.quantity


def _set_aside(made: Plan, before: Iterable[NotPlanned]) -> Iterator[PlanException]:
    for one in (*before, *made.not_planned):
        kind = ExceptionKind.NOT_PLANNED
        yield PlanException(kind, one.why.value, one.item, one.plant, made.start, None, one.message)


def _explained(made: Plan, rejected: Mapping[Place, Message]) -> Iterator[PlanException]:
    """A customer order that is late because a lot was rejected says so."""
    waits = {(str(a.demand.order_line), a.demand.item, a.demand.plant): a for a in made.answers}
    for exception in made.exceptions:
        answer = waits.get((exception.reference, exception.item, exception.plant))
        if exception.kind is ExceptionKind.LATE_DEMAND and answer:
            causes = _rejections(answer, rejected)
            yield replace(exception, message=several([exception.message, *causes]))
        else:
            yield exception


def _rejections(answer: DemandAnswer, rejected: Mapping[Place, Message]) -> list[Message]:
    places = ((item, answer.demand.plant) for item in answer.critical_path)
    return [rejected[place] for place in places if place in rejected]
