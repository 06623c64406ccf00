"""Small worlds to match in, and slow, obvious answers to compare with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from hypothesis import strategies as st

from headrace_orders.engine.matching import Factory, Line, Match, Route, Stock


def plant(name: str, *, idle: Sequence[int], cost: int, ticks: int = 1, item: str = "bike", **more: int) -> Factory:
    route = Route(item, "assembly", ticks, cost, more.get("material_day", 0))
    return Factory(name, (route,), (), {"assembly": tuple(idle)}, more.get("transit_days", 0))


@st.composite
def worlds(draw: st.DrawFn, *, tiny: bool = False, same_ticks: bool = False) -> tuple[list[Line], list[Factory]]:
    most, days, items = (3, 2, 2) if tiny else (12, 5, 3)
    names = [f"item{i}" for i in range(items)]
    count = st.integers(1, 2 if tiny else 4)
    lines = [
        Line(
            f"L{i}",
            draw(st.sampled_from(names)),
            draw(st.integers(1, most)),
            draw(st.integers(0, days)),
            draw(st.integers(0, 1)),
        )
        for i in range(draw(count))
    ]
    return lines, [draw(_factories(f"F{i}", names, days, same_ticks)) for i in range(draw(count))]


@st.composite
def _factories(draw: st.DrawFn, name: str, items: list[str], days: int, same_ticks: bool) -> Factory:
    idle = tuple(draw(st.lists(st.integers(0, 6), min_size=days, max_size=days)))
    ticks = st.just(2) if same_ticks else st.integers(1, 3)
    start = st.just(0) if same_ticks else st.integers(0, 1)
    setup = st.just(0) if same_ticks else st.integers(0, 2)
    ready = st.integers(0, 2)
    day = st.integers(0, 1)
    made = draw(st.sets(st.sampled_from(items)))
    stocked = draw(st.sets(st.sampled_from(items), max_size=1))
    cost = st.integers(0, 9)
    return Factory(
        id=name,
        routes=tuple(
            Route(item, "wc", draw(ticks), draw(cost), draw(start), draw(ready), draw(setup)) for item in sorted(made)
        ),
        stock=tuple(Stock(item, draw(st.integers(0, 2)), draw(cost), draw(day)) for item in sorted(stocked)),
        idle_ticks={"wc": idle},
        transit_days=draw(st.integers(0, 1)),
        is_open=draw(st.sampled_from([True, True, True, False])),
    )


def busy_world() -> tuple[list[Line], list[Factory]]:
    """Sixty lines for ten factories whose items take unlike times; deterministic."""
    dice = Random(7)
    items = [f"item{i}" for i in range(12)]
    lines = [Line(f"L{i}", dice.choice(items), dice.randint(5, 50), dice.randint(3, 19)) for i in range(60)]
    return lines, [_busy_factory(f"F{i}", dice, items) for i in range(10)]


def _busy_factory(name: str, dice: Random, items: list[str]) -> Factory:
    made = dice.sample(items, 5)
    routes = tuple(Route(item, "wc", dice.randint(5, 15), dice.randint(50, 200)) for item in made)
    return Factory(name, routes, (), {"wc": (100,) * 20})


Choice = tuple[Line, Factory, Route | Stock]


def choices(lines: Sequence[Line], factories: Sequence[Factory]) -> list[Choice]:
    return [
        (line, factory, source)
        for line in lines
        for factory in factories
        if factory.is_open
        for source in (*factory.stock, *factory.routes)
        if source.item == line.item
    ]


def brute_force(lines: Sequence[Line], factories: Sequence[Factory]) -> tuple[list[int], int]:
    """The least shortage per rank, most urgent first, and its least cost, by trying every split."""
    options = choices(lines, factories)
    ranks = sorted({line.rank for line in lines})
    best: tuple[list[int], int] | None = None
    for split in product(*(range(line.quantity + 1) for line, _, _ in options)):
        short = {line.id: line.quantity for line in lines}
        for (line, _, _), quantity in zip(options, split, strict=True):
            short[line.id] -= quantity
        if min(short.values()) < 0:
            continue
        shortage = [sum(short[line.id] for line in lines if line.rank == rank) for rank in ranks]
        cost = sum(quantity * source.unit_cost for (_, _, source), quantity in zip(options, split, strict=True))
        if (best is None or (shortage, cost) < best) and fits(options, split):
            best = (shortage, cost)
    assert best is not None
    return best


def fits(options: Sequence[Choice], split: Sequence[int]) -> bool:
    """Play every work centre tick by tick, always the job that must be ready first."""
    jobs: dict[str, list[list[int]]] = defaultdict(list)
    idle: dict[str, Sequence[int]] = {}
    for (line, factory, source), quantity in zip(options, split, strict=True):
        last_day = line.due_day - factory.transit_days
        if isinstance(source, Stock):
            name, work, first_day = f"{factory.id} stock {source.item}", quantity, source.day
            idle[name] = (0,) * source.day + (source.quantity,)
        else:
            name, work = f"{factory.id} {source.work_centre}", quantity * source.ticks_per_quantum
            work += source.setup_ticks if quantity else 0
            first_day = source.material_day
            last_day = last_day if source.ready_day <= last_day else -1
            idle[name] = factory.idle_ticks[source.work_centre]
        jobs[name].append([last_day, first_day, work])
    return all(_plays(jobs[name], idle[name]) for name in jobs)


def _plays(jobs: list[list[int]], idle: Sequence[int]) -> bool:
    for day, ticks in enumerate(idle):
        for _ in range(ticks):
            ready = [job for job in jobs if job[1] <= day <= job[0] and job[2] > 0]
            if ready:
                min(ready)[2] -= 1
    return all(job[2] == 0 for job in jobs)


def work_of_lots(factories: Sequence[Factory], lines: Sequence[Line], match: Match) -> Iterator[tuple[int, int]]:
    """(ticks worked, ticks it takes with one set-up) for each line at each work centre."""
    items = {line.id: line.item for line in lines}
    for factory in factories:
        for route in factory.routes:
            for line in (line for line in lines if items[line.id] == route.item):
                mine = [p for p in match.allocations if (p.line, p.factory) == (line.id, factory.id) and p.work_centre]
                if mine:
                    takes = route.setup_ticks + route.ticks_per_quantum * sum(part.quantity for part in mine)
                    yield sum(ticks for part in mine for _, ticks in part.days), takes


def shortage_by_rank(lines: Sequence[Line], match: Match) -> list[int]:
    unmet = {outcome.line: outcome.unmet_when_due for outcome in match.outcomes}
    ranks = sorted({line.rank for line in lines})
    return [sum(unmet[line.id] for line in lines if line.rank == rank) for rank in ranks]


def ticks_used(factories: Sequence[Factory], lines: Sequence[Line], match: Match) -> Iterator[tuple[int, int]]:
    """(ticks needed by all parts, ticks there are) of each day of each work centre, and of each stock."""
    items = {line.id: line.item for line in lines}
    for factory in factories:
        mine = [part for part in match.allocations if part.factory == factory.id]
        for work_centre, idle in factory.idle_ticks.items():
            for day, there in enumerate(idle):
                yield sum(dict(part.days).get(day, 0) for part in mine if part.work_centre == work_centre), there
        for stock in factory.stock:
            taken = [p.quantity for p in mine if p.from_stock and items[p.line] == stock.item]
            yield sum(taken), stock.quantity
