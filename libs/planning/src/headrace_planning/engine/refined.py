"""A plan made anew while it can be bettered: stock lies free in another plant, or another offer suits better."""

from __future__ import annotations

from dataclasses import dataclass, replace

from headrace_planning.engine.plan import plan
from headrace_planning.model.demand import DemandKind
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import PlanningItem
from headrace_planning.model.network import Network, Place
from headrace_planning.model.proposals import DemandAnswer, Plan
from headrace_planning.model.transfers import Transfer, found_in, moved

PASSES = 10
"""A plan is made anew so often at most: for stock found elsewhere, level by level, and for offers that cost less."""
TRIES = 4
"""So often quicker offers are tried for what makes orders late."""


@dataclass(frozen=True, slots=True)
class Refined:
    """A plan, what it takes for granted of other plants, and in `network` the needs that the offers are chosen for."""

    inputs: PlanningInputs
    network: Network
    made: Plan
    transfers: tuple[Transfer, ...] = ()


def refined(inputs: PlanningInputs, network: Network) -> Refined:
    """What is bought is bought where all that is wanted of it costs least; dearer only if that keeps a promise."""
    best = tried = _settled(Refined(inputs, network, plan(inputs)))
    for _ in range(TRIES):
        quicker = tried.network.quicker(_held_up_by(tried.made))
        if quicker is None:
            break
        tried = _settled(replace(tried, network=quicker))
        if len(_late(tried.made)) < len(_late(best.made)):
            best = tried
    return best


def _settled(draft: Refined) -> Refined:
    for _ in range(PASSES):
        network = replace(draft.network, needs=draft.made.needs())
        items = tuple(_by_the_best_offer(item, network) for item in draft.inputs.items)
        found = found_in(draft.made, draft.inputs)
        if not found and items == draft.inputs.items:
            break
        inputs = moved(replace(draft.inputs, items=items), found)
        draft = Refined(inputs, network, plan(inputs), (*draft.transfers, *found))
    return draft


def _by_the_best_offer(item: PlanningItem, network: Network) -> PlanningItem:
    place = item.item, item.plant
    return network.planning_item(*place) if place in network.needs else item


def _late(made: Plan) -> list[DemandAnswer]:
    customers = (answer for answer in made.answers if answer.demand.kind is DemandKind.CUSTOMER_ORDER)
    return [answer for answer in customers if answer.earliest > answer.demand.planned_for]


def _held_up_by(made: Plan) -> set[Place]:
    """What customers' orders wait for that come late."""
    return {(item, answer.demand.plant) for answer in _late(made) for item in answer.critical_path}
