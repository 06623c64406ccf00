"""What a report on a work order costs when it is for thousands of pieces, each with a serial and a part with one."""

from __future__ import annotations

import statistics
import time
from collections.abc import AsyncIterator
from datetime import timedelta

from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import IssuedLine, MaterialIssued
from headrace_contracts.mrp.v1 import WorkProposalReleased
from headrace_contracts.product.v1 import BomLine, BomPublished, Source, Tracking
from headrace_mes.model.reporting import PersonsReport
from headrace_mes.store import catalogue, shops
from headrace_mes.usecases import create_orders, shop_floor
from headrace_mes.usecases.show import show_after
from headrace_testkit import told
from headrace_testkit.benchmarks.figures import Figure, in_turns
from headrace_testkit.benchmarks.ground import Ground, Place
from headrace_testkit.told import ea

FIRM, MIGRATIONS = "acme", "headrace_mes.migrations"
SMALL, LARGE = 50, 5000
ROUNDS, REPORTS, FIRST = 14, 3, 5  # short turns; the smaller order has enough pieces for all of them
TARGET = 1.2


async def figures(ground: Ground) -> AsyncIterator[Figure]:
    """The baseline is the same report on an order for a hundredth of the pieces."""
    async with ground.place("SELECT", MIGRATIONS) as place:
        async with place.database.transaction(FIRM) as tx:
            await _found(tx)
        small, large = [await _supplied(place, quantity) for quantity in (SMALL, LARGE)]
        for order in (small, large):
            await _reported(place, order, FIRST)
        taken = await in_turns(
            ROUNDS, large=lambda: _reported(place, large, REPORTS), small=lambda: _reported(place, small, REPORTS)
        )
    yield Figure(f"make: a report on {LARGE:,} serials", taken["large"], "ms", taken["small"])
    ratio = statistics.median(taken["large"]) / statistics.median(taken["small"])
    yield Figure(f"make: the same against {SMALL} serials", [ratio], "times", [1.0], TARGET)


async def _found(tx: Tx) -> None:
    """A bicycle of a frame and two wheels, made at one bench."""
    items = [
        told.item("BIKE", source=Source.MAKE, tracking=Tracking.SERIAL),
        told.item("FRAME", tracking=Tracking.SERIAL),
        told.item("WHEEL"),
    ]
    lines = tuple(
        BomLine(component=part, quantity_per=ea(many), scrap_percent="0", valid_from=tx.today, valid_to=None)
        for part, many in (("FRAME", 1), ("WHEEL", 2))
    )
    await catalogue.keep_items(tx, items)
    await catalogue.keep_boms(tx, [BomPublished(item="BIKE", revision=1, lines=lines)])
    await catalogue.keep_routings(tx, [told.routing("BIKE", "bench", minutes=0.1)])
    await shops.keep_work_centres(tx, [told.work_centre("bench")])


async def _supplied(place: Place, quantity: int) -> str:
    """A work order that is released and has all its material."""
    proposal = f"prp_{quantity}"
    async with place.database.transaction(FIRM) as tx:
        days = {"start": tx.today, "due": tx.today + timedelta(days=30)}
        asked = WorkProposalReleased(
            proposal=proposal, plan="pln_1", item="BIKE", plant="north", quantity=ea(quantity), pegs=(), **days
        )
        await create_orders.create_work_orders(tx, [asked])
    order: str = await place.pool.fetchval("SELECT id FROM work_order WHERE proposal = $1", proposal)
    async with place.database.transaction(FIRM) as tx:
        await shop_floor.release(tx, order)
    wheels = IssuedLine(item="WHEEL", lot="W-1", serial="", quantity=ea(2 * quantity), maker="acme")
    frames = [
        IssuedLine(item="FRAME", lot="F-1", serial=f"F-{n:05}", quantity=ea(1), maker="acme") for n in range(quantity)
    ]
    async with place.database.transaction(FIRM) as tx:
        issue = MaterialIssued(issue="iss_1", work_order=order, plant="north", lines=(wheels, *frames))
        await shop_floor.material_issued(tx, issue)
    return order


async def _reported(place: Place, order: str, times: int) -> float:
    """The median, in milliseconds, of what a request does for one more piece."""
    one = PersonsReport(10, good=ea(1), scrap=ea(0), reason="")
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        async with place.database.transaction(FIRM) as tx:
            await show_after(tx, shop_floor.report, order, one)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1000
