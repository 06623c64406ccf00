"""How long a small organisation waits for a page of its list, among a million rows of others."""

from __future__ import annotations

import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date

import asyncpg

from headrace_chassis.paging import PageRequest
from headrace_orders.model.order import Order
from headrace_orders.store.orders import orders
from headrace_testkit.benchmarks.figures import Figure, in_turns
from headrace_testkit.benchmarks.ground import Ground, Place
from headrace_testkit.crowd import FEW, SMALL, fill

MIGRATIONS, TABLE, ROWS = "headrace_orders.migrations", "sales_order", 1_000_000
ASKED, PAGE, TARGET = 300, 50, 5.0
PLAINLY = f"SELECT * FROM {TABLE} WHERE tenant = $1 ORDER BY id DESC LIMIT $2"


async def figures(ground: Ground) -> AsyncIterator[Figure]:
    """The plain way asks past row-level security, for the organisation's own orders only, and makes nothing of them."""
    async with ground.place("SELECT", MIGRATIONS) as place:
        await _build(place)
        ours: list[list[float]] = []
        plain: list[list[float]] = []
        await in_turns(ours=_noting(ours, lambda: _page(place)), plain=_noting(plain, lambda: _plainly(place)))
        for name, part in (("p50", 49), ("p99", 98)):
            taken, baselines = ([statistics.quantiles(times, n=100)[part] for times in way] for way in (ours, plain))
            yield Figure(f"list page of 5 among 1 M of others, {name}", taken, "ms", baselines, TARGET)


async def _build(place: Place) -> None:
    admin = await asyncpg.connect(place.admin_url)
    await fill(admin, TABLE, ROWS, few=0)
    async with place.database.transaction(SMALL) as tx:
        await orders.add(tx, *(_order(number, tx.today) for number in range(FEW)))
    await admin.execute(f"VACUUM ANALYZE {TABLE}")
    await admin.close()


def _order(number: int, today: date) -> Order:
    id_ = f"f{number}"
    return Order(id=id_, tenant=SMALL, number=id_, customer="x", priority=0, lines=[], placed_on=today)


def _noting(kept: list[list[float]], work: Callable[[], Awaitable[int]]) -> Callable[[], Awaitable[float]]:
    """Milliseconds of each of many."""

    async def measure() -> float:
        times = []
        for _ in range(ASKED):
            began = time.perf_counter()
            assert await work() == FEW
            times.append((time.perf_counter() - began) * 1000)
        kept.append(times)
        return statistics.median(times)

    return measure


async def _page(place: Place) -> int:
    async with place.database.transaction(SMALL) as tx:
        return len((await orders.page(tx, PageRequest(PAGE))).items)


async def _plainly(place: Place) -> int:
    return len(await place.pool.fetch(PLAINLY, SMALL, PAGE + 1))
