"""From a solution on arrays back to orders, pegs and dates in the words of the trade."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from headrace_contracts.values import Quantity
from headrace_planning.engine.arrays import RANK_SAFETY, ints
from headrace_planning.engine.border import Facts, day_after
from headrace_planning.engine.calendar import earliest_finish
from headrace_planning.engine.netting import calendar_of
from headrace_planning.engine.projection import expected_days, issue_days, project
from headrace_planning.engine.solve import Solution
from headrace_planning.engine.tracing import UNUSED, Branch, Trace
from headrace_planning.model.demand import DemandKind, OrderLine
from headrace_planning.model.proposals import (
    DemandAnswer,
    Peg,
    PlannedOrder,
    Requirement,
    StockDay,
    SupplyPegs,
    SupplyUse,
)
from headrace_planning.model.refusal import UnknownItem
from headrace_planning.model.supply import SupplyKind


class Reading:
    """One solution and the facts it was made from; reads rows of the one as objects of the other."""

    def __init__(self, facts: Facts, solution: Solution) -> None:
        self.facts = facts
        self.solution = solution
        self.first_open = len(facts.nodes)
        self.first_planned = self.first_open + len(facts.supplies)
        self.trace = Trace(solution)
        self._expected = expected_days(solution)

    def day(self, number: int) -> date:
        return day_after(self.facts.start, int(number))

    def first_working_day(self, node: int) -> int:
        """The first day on which anything can be released for the node."""
        days = calendar_of(self.solution.network.calendars, int(self.solution.network.nodes.calendar[node]))
        return earliest_finish(days, 0, 0)

    def quantity(self, node: int, quanta: int) -> Quantity:
        return self.facts.catalogue.quantity(self.facts.item(node), int(quanta))

    def order_reference(self, order: int) -> str:
        """The item, the plant, the order line if made for one; and its number in the plan, which no other has."""
        number = int(self.solution.orders.node[order])
        node = self.facts.nodes[number]
        made_for = f"[{node.order}]" if node.order else ""
        return f"{node.item}@{node.plant}{made_for}#{order + 1}"

    def planned_orders(self) -> Iterator[PlannedOrder]:
        for node in range(len(self.facts.nodes)):
            for order in range(self.solution.orders.start[node], self.solution.orders.end[node]):
                yield self._planned_order(node, order)

    def requirements(self) -> Iterator[Requirement]:
        needs = self.solution.needs
        for need in np.flatnonzero(needs.order >= 0):
            node = int(needs.node[need])
            yield Requirement(
                self.order_reference(int(needs.order[need])),
                self.facts.nodes[node].item,
                self.facts.nodes[node].plant,
                self.quantity(node, needs.quantity[need]),
                self.day(needs.day[need]),
            )

    def supply_pegs(self) -> Iterator[SupplyPegs]:
        for supply in range(self.first_planned):
            use = self._use(Branch(supply, int(self.solution.supplies.quantity[supply]), ()))
            if use.quantity:
                yield SupplyPegs(
                    use.kind,
                    use.reference,
                    use.item,
                    use.plant,
                    use.quantity,
                    use.expected,
                    self._pegs_of(supply),
                )

    def answers(self) -> Iterator[DemandAnswer]:
        needs, ranks = self.solution.needs, self.solution.network.demands.rank
        days = issue_days(self.solution)
        own = np.flatnonzero(needs.demand >= 0)
        for need in own[np.argsort(needs.demand[own])]:
            demand = self.facts.demands[needs.demand[need]]
            if demand is not None and ranks[needs.demand[need]] != RANK_SAFETY:
                earliest = self.day(days[need])
                path = self._critical_path(int(need)) if earliest > demand.planned_for else ()
                yield DemandAnswer(demand, earliest, path)

    def projection(self) -> Iterator[StockDay]:
        places = list(self.facts.catalogue.items)
        number = {place: n for n, place in enumerate(places)}
        place_of_node = ints([number[node.item, node.plant] for node in self.facts.nodes])
        for place, day, *moves in zip(*project(self.solution, place_of_node), strict=True):
            item = self.facts.catalogue.items[places[place]]
            amounts = (self.facts.catalogue.quantity(item, int(quanta)) for quanta in moves)
            yield StockDay(item.item, item.plant, self.day(day), *amounts)

    def supplies_of(self, order: OrderLine) -> tuple[SupplyUse, ...]:
        found = [
            number
            for number, demand in enumerate(self.facts.demands)
            if demand and demand.kind is DemandKind.CUSTOMER_ORDER and demand.order_line == order
        ]
        if not found:
            raise UnknownItem(f"the plan knows no customer order line {order}; plan again with it")
        return tuple(self._use(branch) for number in found for branch in self.trace.tree(number))

    def _planned_order(self, number: int, order: int) -> PlannedOrder:
        node, orders = self.facts.nodes[number], self.solution.orders
        return PlannedOrder(
            reference=self.order_reference(order),
            item=node.item,
            plant=node.plant,
            source=self.facts.item(number).source,
            quantity=self.quantity(number, orders.ordered[order]),
            good=self.quantity(number, orders.good[order]),
            release=self.day(orders.release[order]),
            due=self.day(orders.due[order]),
            wanted_release=self.day(self.solution.wanted.release_day[order]),
            pegs=self._pegs_of(self.first_planned + order),
            reserved_for=node.order,
        )

    def _pegs_of(self, supply: int) -> tuple[Peg, ...]:
        node = int(self.solution.supplies.node[supply])
        served: dict[int, int] = {}
        for demand, quanta in self.trace.peg_to_top(supply):
            served[demand] = served.get(demand, 0) + quanta
        return tuple(self._peg(demand, self.quantity(node, quanta)) for demand, quanta in served.items())

    def _peg(self, number: int, quantity: Quantity) -> Peg:
        demand = self.facts.demands[number] if number != UNUSED else None
        if demand is None:
            return Peg(None, "", "", quantity)
        return Peg(demand.kind, demand.reference, demand.line, quantity)

    def _use(self, branch: Branch) -> SupplyUse:
        node = int(self.solution.supplies.node[branch.supply])
        kind, reference = self._name(branch.supply)
        return SupplyUse(
            kind,
            reference,
            self.facts.nodes[node].item,
            self.facts.nodes[node].plant,
            self.quantity(node, branch.quantity),
            self.day(self._expected[branch.supply]),
            tuple(self._use(component) for component in branch.components),
        )

    def _name(self, supply: int) -> tuple[SupplyKind, str]:
        if supply < self.first_open:
            return SupplyKind.ON_HAND, ""
        if supply < self.first_planned:
            firm = self.facts.supplies[supply - self.first_open]
            return firm.kind, firm.reference
        return SupplyKind.PLANNED_ORDER, self.order_reference(supply - self.first_planned)

    def _critical_path(self, need: int) -> tuple[str, ...]:
        """From the demanded item down: each time the last supply to come, then the material it waits for."""
        pegs, earliest = self.solution.pegs, self.solution.earliest
        path = []
        while need >= 0:
            path.append(self.facts.nodes[self.solution.needs.node[need]].item)
            supplies = pegs.supply[slice(*pegs.by_need[need])]
            if len(supplies) == 0:
                break
            need = int(earliest.held_by[supplies[np.argmax(earliest.supply_day[supplies])]])
        return tuple(path)
