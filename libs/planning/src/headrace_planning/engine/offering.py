"""With whom planning buys, and so in how many days and lots: it is planned again while another offer is better."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from typing import Protocol, TypeVar

from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import Place
from headrace_planning.model.network import Network

PASSES = 10
"""A better offer may bring other lots, and these another offer."""


class Made(Protocol):
    def needs(self) -> Mapping[Place, Sequence[Decimal]]: ...
    def waited_for(self) -> AbstractSet[Place]: ...


M = TypeVar("M", bound=Made)


def on_best_offers(
    make: Callable[[PlanningInputs], M], inputs: PlanningInputs, network: Network
) -> tuple[M, PlanningInputs, Network]:
    """What is made of the facts, the facts with the items as they are bought then, and the network that says so."""
    made = make(inputs)
    if all(len(offers) < 2 for offers in network.offers.values()):
        return made, inputs, network
    for _ in range(PASSES):
        network, items = network.bought_for(made.needs(), made.waited_for(), inputs.items)
        if items == inputs.items:
            break
        inputs = replace(inputs, items=items)
        made = make(inputs)
    return made, inputs, network
