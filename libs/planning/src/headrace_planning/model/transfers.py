"""Stock of the firm is used before anything is bought or made: what lies idle in one plant and is wanted in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import BomLine, Place
from headrace_planning.model.proposals import ExceptionKind, Plan, PlanException, PlannedOrder
from headrace_planning.model.supply import OpenSupply, StockOnHand, SupplyKind

UNDER_WAY = timedelta(days=1)
"""How long goods are on their way between two plants of the firm."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Stock that nobody needs in the plant `origin`, and that is wanted in `plant` by that day."""

    item: str
    origin: str
    plant: str
    quantity: Quantity
    wanted: date

    def as_supply(self, start: date) -> OpenSupply:
        due = start + UNDER_WAY
        return OpenSupply(SupplyKind.TRANSFER, self.origin, self.item, self.plant, self.quantity, due)

    def warning(self, start: date) -> PlanException:
        message = say(
            "planning.stock-elsewhere", quantity=self.quantity, item=self.item, plant=self.plant, origin=self.origin
        )
        kind = ExceptionKind.STOCK_ELSEWHERE
        return PlanException(kind, self.origin, self.item, self.plant, start, self.wanted, message)


def found_in(made: Plan, inputs: PlanningInputs) -> list[Transfer]:
    """Of what the plan would buy or make, that part which lies free in other plants.

    Of an item and what goes into it only the item: what it no longer needs is seen in the next plan.
    """
    free = _free(made, inputs)
    wanted: dict[Place, list[PlannedOrder]] = defaultdict(list)
    for order in sorted(made.planned_orders, key=lambda o: (o.due, o.reference)):
        if set(free.get(order.item, ())) - {order.plant}:
            wanted[order.item, order.plant].append(order)
    above = _parents(inputs.bom)
    tops = [place for place in sorted(wanted) if not any((p, place[1]) in wanted for p in _ancestors(place[0], above))]
    return [transfer for place in tops for transfer in _taken(place[1], wanted[place], free[place[0]])]


def moved(inputs: PlanningInputs, transfers: Sequence[Transfer]) -> PlanningInputs:
    """The same facts with the goods on their way."""
    gone: dict[Place, Quantity] = {}
    for transfer in transfers:
        place = transfer.item, transfer.origin
        gone[place] = transfer.quantity + gone.get(place, Quantity.zero(transfer.quantity.unit))
    coming = (transfer.as_supply(inputs.start) for transfer in transfers)
    return replace(inputs, stock=tuple(_without(inputs.stock, gone)), open_supply=(*inputs.open_supply, *coming))


def _free(made: Plan, inputs: PlanningInputs) -> dict[str, dict[str, Quantity]]:
    """Item -> plant -> what of the stock there is not used on any day of the plan, nor held for safety."""
    safety = {(item.item, item.plant): item.safety_stock for item in inputs.items}
    least: dict[Place, Quantity] = {}
    for row in made.projection:
        place = row.item, row.plant
        least[place] = min(least.get(place, row.closing), row.closing)
    found: dict[str, dict[str, Quantity]] = defaultdict(dict)
    for there in inputs.stock:
        place = there.item, there.plant
        if place in least:
            idle = min(least[place], there.quantity) - Quantity(safety[place], there.quantity.unit)
            if idle.value > 0:
                found[there.item][there.plant] = idle
    return found


def _taken(plant: str, orders: Sequence[PlannedOrder], free: dict[str, Quantity]) -> Iterator[Transfer]:
    """From the plant with most first; `free` is less by what is taken."""
    need = Quantity.zero(orders[0].quantity.unit)
    for order in orders:
        need = sum((peg.quantity for peg in order.pegs if peg.kind), start=need)
    for origin in sorted(free.keys() - {plant}, key=lambda name: (-free[name].value, name)):
        part = min(need, free[origin])
        if part:
            need -= part
            free[origin] -= part
            yield Transfer(orders[0].item, origin, plant, part, orders[0].due)


def _without(stock: Iterable[StockOnHand], gone: Mapping[Place, Quantity]) -> Iterator[StockOnHand]:
    for there in stock:
        taken = gone.get((there.item, there.plant))
        yield replace(there, quantity=there.quantity - taken) if taken else there


def _parents(bom: Iterable[BomLine]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in bom:
        found[line.component].add(line.parent)
    return found


def _ancestors(item: str, above: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [item]
    while waiting:
        new = above.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found - {item}
