"""Which nodes a plan has: every item in its plant, and items made to order once more for each order line."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from headrace_planning.engine.scales import Catalogue
from headrace_planning.model.demand import Demand, DemandKind, OrderLine
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import BomLine, PlanningItem, Policy, Source
from headrace_planning.model.supply import Allocation, OpenSupply, StockOnHand, SupplyKind


class Node(NamedTuple):
    """An item in a plant, and the order line it is made for when it is made to order."""

    item: str
    plant: str
    order: OrderLine | None

    @property
    def sort_key(self) -> tuple[str, str, str, str]:
        order = self.order or OrderLine("", "")
        return self.item, self.plant, order.reference, order.line


class Line(NamedTuple):
    """A BOM line between two nodes."""

    parent: Node
    child: Node
    line: BomLine


class Places:
    """Resolves facts to nodes, and spreads order lines down the bills of material."""

    def __init__(self, catalogue: Catalogue, inputs: PlanningInputs, demands: tuple[Demand, ...]) -> None:
        self._catalogue = catalogue
        self._lines: dict[str, list[BomLine]] = defaultdict(list)
        for line in sorted(inputs.bom, key=repr):
            self._lines[line.parent].append(line)
        self._work_orders = {s.reference: s for s in inputs.open_supply if s.kind is SupplyKind.WORK_ORDER}
        self.lines: list[Line] = []
        seeds = [self.of_shared(item) for item in catalogue.items.values()]
        seeds += [self.of_demand(d) for d in demands]
        seeds += [self.of_supply(s) for s in inputs.open_supply]
        seeds += [self.of_supply(s) for s in inputs.stock]
        seeds += [self.of_allocation(a) for a in inputs.allocations]
        self.nodes = sorted(self._reach(seeds), key=lambda n: n.sort_key)
        self.lines.sort(key=lambda e: (e.parent.sort_key, e.child.sort_key, repr(e.line)))

    def of_shared(self, item: PlanningItem) -> Node:
        return Node(item.item, item.plant, None)

    def of_demand(self, demand: Demand) -> Node:
        item = self._catalogue.at(demand.item, demand.plant, demand)
        order = demand.order_line if demand.kind is DemandKind.CUSTOMER_ORDER else None
        return self._node(item, order)

    def of_supply(self, supply: OpenSupply | StockOnHand) -> Node:
        item = self._catalogue.at(supply.item, supply.plant, supply)
        return self._node(item, supply.reserved_for)

    def of_allocation(self, allocation: Allocation) -> Node:
        item = self._catalogue.at(allocation.item, allocation.plant, allocation)
        work = self._work_orders.get(allocation.work_order)
        return self._node(item, work.reserved_for if work else None)

    def _node(self, item: PlanningItem, order: OrderLine | None) -> Node:
        return Node(item.item, item.plant, order if item.policy is Policy.MAKE_TO_ORDER else None)

    def _reach(self, seeds: list[Node]) -> set[Node]:
        reached = set(seeds)
        waiting = sorted(reached, key=lambda n: n.sort_key)
        while waiting:
            parent = waiting.pop()
            if self._catalogue.items[parent.item, parent.plant].source is not Source.MAKE:
                continue
            for line in self._lines[parent.item]:
                child = self._node(self._catalogue.at(line.component, parent.plant, line), parent.order)
                self.lines.append(Line(parent, child, line))
                if child not in reached:
                    reached.add(child)
                    waiting.append(child)
        return reached
