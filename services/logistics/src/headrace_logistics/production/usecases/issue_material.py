"""Material goes from stock to a work order."""

from __future__ import annotations

from headrace_chassis.numbers import next_number
from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import WorkOrderCancelled, WorkOrderClosed, WorkOrderReleased
from headrace_logistics import stock
from headrace_logistics.production.model.issue import Asked, Component, Issue, IssueRequest
from headrace_logistics.production.store.papers import issue_requests, issues
from headrace_logistics.production.store.tables import issue as issue_table
from headrace_logistics.production.usecases.take_in_work import scrap_is_made
from headrace_logistics.stock.model import (
    Holder,
    Move,
    Pick,
    PickRule,
    Reach,
    identify_in_production,
    lots_at,
    move_all,
    places,
    withdraw,
)


async def ask(tx: Tx, event: WorkOrderReleased) -> None:
    components = [Component(part.item, part.quantity) for part in event.components]
    request = IssueRequest.of(event.work_order, tx.tenant, item=event.item, plant=event.plant, components=components)
    await issue_requests.add(tx, request)


async def issue(tx: Tx, work_order: str, asked: Asked, by: str) -> Issue:
    """What broke goes to scrap, then what is asked for is issued: both or neither.

    The issue of the first time when all the scans came before.
    """
    request = await issue_requests.take(tx, work_order)
    fresh, scanned = request.fresh(asked), [*asked.scans, *asked.broken]
    if scanned and not fresh.scans and not fresh.broken:
        return await _earlier(tx, work_order, scanned[0].scan)
    request.refuse_unless_open(asked.reason)
    broken = await _scrap(tx, request, fresh)
    books = await _books(tx, request)
    picks = await _picked(tx, books, request, fresh)
    number = await next_number(tx, "MI")
    made = Issue.book(tx.new_id("iss"), number, request, picks, broken, fresh, by=by, at=tx.now)
    await issue_requests.save(tx, request)
    await issues.add(tx, made)
    await books.keep(tx, "issued")
    tx.tell(made)
    return made


async def _scrap(tx: Tx, request: IssueRequest, asked: Asked) -> list[Pick]:
    if not asked.broken:
        return []
    held, gone = places.production(request.plant, request.work_order), places.scrap(request.plant)
    books = await _books(tx, request, _in_production(request))
    picks = []
    for label in asked.broken:
        there = list(lots_at(books.stock, held, tx.tenant, tx.today))
        scan = identify_in_production(label, there, request.work_order)
        pick = request.scrap_scanned(scan, there, tx.today, asked.reason)
        if pick:
            books.stock.post(Move(pick.goods, pick.quantity, held, gone, request.work_order, tx.now))
            picks.append(pick)
    await books.keep(tx, "broke")
    return picks


async def _picked(tx: Tx, books: stock.Ledger, request: IssueRequest, asked: Asked) -> list[Pick]:
    """By rule all that is still needed, oldest lots first. Raises ShortOfMaterial; then nothing is issued."""
    picking = await stock.Picking.opened(tx, books.stock, request.plant, asked.scans)
    if asked.propose:
        picks = list(request.issue_by_rule(PickRule.FIFO, picking.lots(request.work_order), tx.today))
        for pick in picks:
            _hand_over(tx, books, request, pick)
        return picks
    picks = []
    for label in asked.scans:
        scan = picking.identify(label, {part.item for part in request.components})
        found = request.issue_scanned(scan, picking.lots_like(scan, request.work_order), tx.today, asked.reason)
        if found:
            _hand_over(tx, books, request, found)
            picks.append(found)
    return picks


async def cancel(tx: Tx, event: WorkOrderCancelled) -> None:
    """A work order that was never released has no request."""
    request = await issue_requests.find(tx, event.work_order, lock=True)
    if request:
        request.cancel()
        await _end(tx, request)


async def close(tx: Tx, event: WorkOrderClosed) -> None:
    request = await issue_requests.find(tx, event.work_order, lock=True)
    if request:
        request.close()
        if event.consumed:
            await _books(tx, request, Reach())  # locks all of its items in one order before some of them
            await scrap_is_made(tx, event, request.broken)
        await _end(tx, request)


async def _end(tx: Tx, request: IssueRequest) -> None:
    """What was issued and not used goes back."""
    await issue_requests.save(tx, request)
    held, target = places.production(request.plant, request.work_order), places.available(request.plant)
    books = await _books(tx, request, _in_production(request))
    await books.reach(tx, Reach([(balance.goods, target) for balance in books.stock.at(held)]))
    move_all(books.stock, held, target, request.work_order, tx.now)
    await books.keep(tx, "returned")


async def _books(tx: Tx, request: IssueRequest, reach: Reach | None = None) -> stock.Ledger:
    wanted = {(part.item, request.plant): part.quantity.unit for part in request.components}
    return await stock.take(tx, wanted, reach)


def _in_production(request: IssueRequest) -> Reach:
    return Reach(in_production=[(part.item, request.plant, request.work_order) for part in request.components])


async def _earlier(tx: Tx, work_order: str, scan: str) -> Issue:
    made = await issues.all(tx, issue_table.c.work_order == work_order)
    return next(issue for issue in made if scan in issue.scans)


def _hand_over(tx: Tx, books: stock.Ledger, request: IssueRequest, pick: Pick) -> None:
    target = places.production(request.plant, request.work_order)
    withdraw(books.stock, pick, Holder(request.plant, request.work_order), target, tx.now)
