"""The question of the planners put to the matching engine: days from today, quanta, ticks, and costs without a unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from headrace_orders.engine.matching.problem import Factory, Line, Route, Stock
from headrace_orders.engine.promising.costs import costs_of_quanta
from headrace_orders.engine.promising.prospects import Portion, Prospect
from headrace_orders.engine.promising.ticks import Ticks
from headrace_orders.model.question import PartKey, Question, Wanted
from headrace_orders.model.taking import FARTHEST_DAYS
from headrace_orders.model.work import Effort, WorkCentre, bottleneck

SHORTEST_HORIZON = 365
BEYOND_DUE = 180
"""Days after the last one wanted on which late work may lie."""


class Asking:
    """One question, laid out. `ticks` tells how the working time of the answer is read."""

    def __init__(self, question: Question, prospects: Mapping[PartKey, Prospect]) -> None:
        self._question = question
        self._prospects = prospects
        self._calendars = {calendar.plant: calendar for calendar in question.inputs.calendars}
        latest = max(self._number(wanted.due) for wanted in question.lines)
        self._days = min(max(SHORTEST_HORIZON, latest + BEYOND_DUE), FARTHEST_DAYS + BEYOND_DUE)
        self._centre_of = dict(self._work_centres())
        self.ticks = self._all_ticks()
        self._costs = costs_of_quanta(question, prospects)

    @property
    def lines(self) -> list[Line]:
        return [
            Line(str(w.line), w.item, w.quanta(w.quantity.value), self._number(w.due), self._question.priority)
            for w in self._question.lines
        ]

    @property
    def factories(self) -> list[Factory]:
        return [self._factory(plant) for plant in self._question.plants]

    def _number(self, day: date) -> int:
        return (day - self._question.today).days

    def _factory(self, plant: str) -> Factory:
        stock: dict[tuple[str, int], Stock] = {}
        for wanted in self._question.lines:
            for more in self._stock(wanted, plant):
                there = stock.get((more.item, more.day))
                quantity = more.quantity + (there.quantity if there else 0)
                stock[more.item, more.day] = Stock(more.item, quantity, more.unit_cost, more.day)
        routes = tuple(self._routes(plant))
        names = sorted({route.work_centre for route in routes})
        return Factory(plant, routes, tuple(stock.values()), {n: self._idle(self._question.centres[n]) for n in names})

    def _stock(self, wanted: Wanted, plant: str) -> Iterator[Stock]:
        """What is there or coming, and what takes no working time to get."""
        key = wanted.line, plant
        prospect = self._prospects.get(key)
        if prospect is None:
            return
        for day, quantity in prospect.there.items():
            yield Stock(wanted.item, wanted.quanta(quantity), 0, self._number(day))
        if key not in self._centre_of and self._can_get(wanted, plant):
            for portion in prospect.rest:
                quanta = wanted.quanta(portion.quantity)
                yield Stock(wanted.item, quanta, self._costs[key], self._number(portion.ready))

    def _routes(self, plant: str) -> Iterator[Route]:
        for wanted in self._question.lines:
            key = wanted.line, plant
            if key in self._prospects and key in self._centre_of:
                yield from (self._route(wanted, plant, portion) for portion in self._prospects[key].rest)

    def _route(self, wanted: Wanted, plant: str, portion: Portion) -> Route:
        centre = self._centre_of[wanted.line, plant]
        effort = self._question.efforts[plant, wanted.item][centre]
        return Route(
            wanted.item,
            centre,
            self.ticks[centre].of_quantum(effort, wanted.decimals),
            self._costs[wanted.line, plant],
            self._number(portion.material),
            self._number(portion.ready),
            self.ticks[centre].setup(effort),
            str(wanted.line),
            wanted.quanta(portion.quantity),
        )

    def _can_get(self, wanted: Wanted, plant: str) -> bool:
        """What is made needs a routing all of whose work centres are known, what is bought a supplier."""
        if not wanted.made:
            return wanted.item in self._question.prices
        efforts = self._question.efforts.get((plant, wanted.item), {})
        return bool(efforts) and efforts.keys() <= self._question.centres.keys()

    def _work_centres(self) -> Iterator[tuple[PartKey, str]]:
        """The one that decides, where working time is needed at all."""
        for wanted in self._question.lines:
            for plant in self._question.plants:
                if wanted.made and self._can_get(wanted, plant):
                    efforts = self._question.efforts[plant, wanted.item]
                    tightest = bottleneck(efforts, self._question.centres, wanted.quantity.value)
                    if efforts[tightest].of(wanted.quantity.value):
                        yield (wanted.line, plant), tightest

    def _all_ticks(self) -> dict[str, Ticks]:
        efforts: dict[str, list[tuple[Effort, int]]] = defaultdict(list)
        for wanted in self._question.lines:
            for plant in self._question.plants:
                if centre := self._centre_of.get((wanted.line, plant)):
                    efforts[centre].append((self._question.efforts[plant, wanted.item][centre], wanted.decimals))
        per_day = {name: self._question.centres[name].minutes_per_day for name in efforts}
        return {name: Ticks.for_all(mine, per_day[name], self._days) for name, mine in efforts.items()}

    def _idle(self, centre: WorkCentre) -> list[int]:
        ticks, calendar = self.ticks[centre.name], self._calendars[centre.plant]
        days = (self._question.today + timedelta(days=n) for n in range(self._days))
        whole = ticks.idle(centre.minutes_per_day)
        return [
            (ticks.idle(centre.idle_on(day)) if day in centre.booked else whole) if calendar.works_on(day) else 0
            for day in days
        ]
