"""The earliest day of each demand, found as plainly as can be: one after the other, day after day, all planned anew.

It shares nothing with the engine but the facts: one plant, nothing made to order. A supply is there on its day and not
before, an order covers the needs of one day, and nothing is released before the first day.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from fractions import Fraction
from math import ceil, floor

from headrace_planning.model.consumption import merge
from headrace_planning.model.demand import DemandKind
from headrace_planning.model.items import Source

LAST = 250
"""A day after everything."""


class Reference:
    def __init__(self, inputs):
        self.inputs = inputs
        self.items = {item.item: item for item in inputs.items}
        self.demands = merge(inputs.demands, inputs.consumption, inputs.start).demands
        self.working = [n for n in range(-400, LAST) if inputs.calendars[0].works_on(inputs.start + timedelta(days=n))]
        self.first = min(n for n in self.working if n >= 0)
        self.parents_first = sorted(self.items, key=self._depth)
        self.coming = defaultdict(list)
        self.kept = defaultdict(list)

    def days(self):
        """Order line → the day of each demand of its own right."""
        self._serve_work_orders()
        found = {}
        for demand in self.in_turn():
            day = self._earliest([(demand.item, self._number(demand.planned_for), demand.quantity.value)])
            found[demand.order_line] = day
        return found

    def in_turn(self):
        return sorted(self.demands, key=self._turn)

    def late(self, found):
        """Quantity times days, of customers' orders alone and of all."""
        late = [
            (d.kind is DemandKind.CUSTOMER_ORDER, d.quantity.value * max(found[d.order_line] - self._number(d.due), 0))
            for d in self.demands
        ]
        return int(sum(of for firm, of in late if firm)), int(sum(of for _, of in late))

    def _serve_work_orders(self):
        material = defaultdict(list)
        for part in self.inputs.allocations:
            material[part.work_order].append((part.item, self._number(part.needed), part.quantity.value))
        supplies = sorted(self.inputs.open_supply, key=lambda s: (-self.parents_first.index(s.item), s.due))
        waiting = [s for s in supplies if material[s.reference]]
        for supply in supplies:
            if supply not in waiting:
                self.coming[supply.item].append((self._number(supply.due), supply.quantity.value))
        for supply in waiting:
            asked = material[supply.reference]
            late = self._earliest(asked) - max(asked[0][1], 0)
            self.coming[supply.item].append((max(self._number(supply.due), 0) + late, supply.quantity.value))

    def _earliest(self, asked):
        """The first day for which this can be had beside all that was served before; it is kept then."""
        late = 0
        while True:
            moved = [(item, max(day, 0) + late, quantity) for item, day, quantity in asked]
            needs = self._needs(moved)
            if self._can_be_had(needs):
                for item, day, quantity in moved:
                    self.kept[item].append((day, quantity))
                return moved[0][1]
            late += 1

    def _needs(self, more):
        needs = {item: defaultdict(int) for item in self.items}
        for item, rows in self.kept.items():
            for day, quantity in rows:
                needs[item][day] += quantity
        for item, day, quantity in more:
            needs[item][day] += quantity
        return needs

    def _can_be_had(self, needs):
        for name in self.parents_first:
            for day, ordered in self._orders(name, needs[name]):
                release = self._release(name, day)
                if release is None:
                    return False
                for line in self.inputs.bom:
                    if line.parent == name and self.items[name].source is Source.MAKE and self._holds(line, release):
                        share = Fraction(line.quantity_per) / (1 - Fraction(line.scrap_share))
                        needs[line.component][release] += ceil(ordered * share)
        return True

    def _orders(self, name, needs):
        item = self.items[name]
        stock = sum(int(s.quantity.value) for s in self.inputs.stock if s.item == name)
        for day in range(max(needs, default=-1) + 1):
            stock += sum(quantity for due, quantity in self.coming[name] if max(due, 0) == day)
            if needs[day] > stock:
                short = needs[day] - stock
                size = max(ceil(Fraction(short) / Fraction(item.yield_share)), int(item.lot_minimum))
                size = ceil(Fraction(size) / (int(item.lot_multiple) or 1)) * (int(item.lot_multiple) or 1)
                yield day, size
                stock += floor(size * Fraction(item.yield_share))
            stock -= needs[day]

    def _release(self, name, day):
        """The last working day from which the lead time ends by then, or None when that is gone."""
        on = sum(n <= day for n in self.working) - 1 - self.items[name].lead_time_days
        return self.working[on] if on >= 0 and self.working[on] >= self.first else None

    def _holds(self, line, release):
        on = self.inputs.start + timedelta(days=release)
        return (line.valid_from or on) <= on <= (line.valid_to or on)

    def _turn(self, demand):
        forecast = demand.kind is not DemandKind.CUSTOMER_ORDER
        planned = demand.planned_for
        return forecast, -demand.priority, demand.promised is None, planned, demand.reference, demand.line, demand.item

    def _number(self, day):
        return (day - self.inputs.start).days

    def _depth(self, name):
        above = {line.parent for line in self.inputs.bom if line.component == name}
        makers = {a.work_order for a in self.inputs.allocations if a.item == name}
        above |= {s.item for s in self.inputs.open_supply if s.reference in makers}
        return max((self._depth(parent) + 1 for parent in above), default=0)
