"""Netting written a second time, as plainly as can be: recursion over parents, day after day, fractions.

It shares nothing with the engine but the facts; one plant, no allocations, nothing made to order.
"""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from functools import cache
from math import ceil, floor

from headrace_planning.model.consumption import merge
from headrace_planning.model.items import Source


class BruteForce:
    def __init__(self, inputs):
        self.inputs = inputs
        self.calendar = inputs.calendars[0]
        self.items = {item.item: item for item in inputs.items}
        self.demands = merge(inputs.demands, inputs.consumption, inputs.start).demands
        self.orders_of = cache(self._orders_of)

    def works(self, number):
        return self.calendar.works_on(self.inputs.start + timedelta(days=number))

    def back(self, due, lead):
        while not self.works(due):
            due -= 1
        for _ in range(lead):
            due -= 1
            while not self.works(due):
                due -= 1
        return due

    def ahead(self, start, lead):
        while not self.works(start):
            start += 1
        for _ in range(lead):
            start += 1
            while not self.works(start):
                start += 1
        return start

    def number(self, day):
        return (day - self.inputs.start).days

    def needs(self, name):
        """Quantity needed on each day."""
        needs = {}
        item = self.items[name]
        asked = [(self.number(d.due), d.quantity.value) for d in self.demands if d.item == name]
        if item.safety_stock:
            asked.append((self.ahead(0, item.lead_time_days), item.safety_stock))
        for line in self.inputs.bom:
            if line.component == name and self.items[line.parent].source is Source.MAKE:
                asked += [(release, self.issue(line, ordered)) for ordered, release, _ in self.valid(line)]
        for number, quantity in asked:
            needs[number] = needs.get(number, 0) + int(quantity)
        return needs

    def all_in_time(self):
        """Whether everything is there, pulled forward by nobody, on the day for which it is needed."""
        return all(
            self.there(name, on) >= sum(quantity for day, quantity in needs.items() if day <= on)
            for name in self.items
            for needs in [self.needs(name)]
            for on in needs
        )

    def there(self, name, on):
        stock = sum(int(s.quantity.value) for s in self.inputs.stock if s.item == name)
        sure = (s for s in self.inputs.open_supply if s.item == name and max(self.number(s.due), 0) <= on)
        made = (ordered for ordered, _, due in self.orders_of(name) if due <= on)
        good = sum(floor(ordered * Fraction(self.items[name].yield_share)) for ordered in made)
        return stock + good + sum(int(s.quantity.value) for s in sure)

    def valid(self, line):
        for ordered, release, due in self.orders_of(line.parent):
            on = self.inputs.start + timedelta(days=release)
            if (line.valid_from or on) <= on <= (line.valid_to or on):
                yield ordered, release, due

    def issue(self, line, ordered):
        return ceil(ordered * Fraction(line.quantity_per) / (1 - Fraction(line.scrap_share)))

    def _orders_of(self, name):
        """Each planned order as (ordered, release, due)."""
        item, needs = self.items[name], self.needs(name)
        stock = sum(int(s.quantity.value) for s in self.inputs.stock if s.item == name)
        coming = {}
        for supply in self.inputs.open_supply:
            if supply.item == name:
                due = self.number(supply.due)
                fresh = self.ahead(0, item.lead_time_days)
                first = -1000 if due <= fresh else max(due - self.inputs.reschedule_days, fresh)
                coming[first] = coming.get(first, 0) + int(supply.quantity.value)
        found, short, began, until = [], 0, 0, None
        for number in range(-1000, 200):
            if until is not None and number >= until:
                stock += self.order(item, short, began, found)
                short, until = 0, None
            stock += coming.get(number, 0)
            missing = max(needs.get(number, 0) - stock, 0)
            stock -= needs.get(number, 0) - missing
            if missing and until is None:
                began, until = number, number + item.days_of_supply
            short += missing
        return tuple(found)

    def order(self, item, short, needed, found):
        """Add a planned order and give what it brings beyond the shortage."""
        size = max(ceil(short / Fraction(item.yield_share)), int(item.lot_minimum))
        step = int(item.lot_multiple) or 1
        size = -(-size // step) * step
        release = max(self.back(needed, item.lead_time_days), self.ahead(0, 0))
        found.append((size, release, self.ahead(release, item.lead_time_days)))
        return floor(size * Fraction(item.yield_share)) - short
