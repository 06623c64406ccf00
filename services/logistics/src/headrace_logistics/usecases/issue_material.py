"""Material goes from stock to a work order."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.numbers import next_number
from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import WorkOrderCancelled, WorkOrderClosed, WorkOrderReleased
from headrace_logistics.model import places
from headrace_logistics.model.issue import Component, Issue, IssueRequest
from headrace_logistics.model.picking import Pick, PickRule
from headrace_logistics.model.reservation import Holder, withdraw
from headrace_logistics.model.scanning import Label
from headrace_logistics.model.stock import Move
from headrace_logistics.store import ledger
from headrace_logistics.store.ledger import Ledger
from headrace_logistics.store.papers import issue_requests, issues
from headrace_logistics.store.tables import issue as issue_table
from headrace_logistics.usecases.scans import Picking
from headrace_logistics.usecases.take_in_work import scrap_is_made


async def ask(tx: Tx, event: WorkOrderReleased) -> None:
    components = [Component(part.item, part.quantity) for part in event.components]
    request = IssueRequest.of(event.work_order, tx.tenant, item=event.item, plant=event.plant, components=components)
    await issue_requests.add(tx, request)


async def issue_scanned(tx: Tx, work_order: str, labels: Sequence[Label], by: str) -> Issue:
    """The issue of these scans; that of the first time when all of them came before."""
    request = await issue_requests.take(tx, work_order)
    fresh = [label for label in labels if not label.repeats(request.scans)]
    if not fresh:
        return await _earlier(tx, work_order, labels[0].scan)
    books = await _books(tx, request)
    picking = await Picking.opened(tx, books.stock, request.plant, fresh)
    picks = []
    for label in fresh:
        scan = picking.identify(label, {part.item for part in request.components})
        pick = request.issue_scanned(scan, picking.lots(work_order), tx.today)
        if pick:
            _hand_over(tx, books, request, pick)
            picks.append(pick)
    return await _keep(tx, books, request, picks, [label.scan for label in fresh], by)


async def issue_by_rule(tx: Tx, work_order: str, by: str) -> Issue:
    """All that is still needed, oldest lots first. Raises ShortOfMaterial; then nothing is issued."""
    request = await issue_requests.take(tx, work_order)
    books = await _books(tx, request)
    picking = await Picking.opened(tx, books.stock, request.plant, [])
    picks = request.issue_by_rule(PickRule.FIFO, picking.lots(work_order), tx.today)
    for pick in picks:
        _hand_over(tx, books, request, pick)
    return await _keep(tx, books, request, picks, [], by)


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
            await _books(tx, request)  # locks all of its items in one order before some of them
            await scrap_is_made(tx, event)
        await _end(tx, request)


async def _end(tx: Tx, request: IssueRequest) -> None:
    """What was issued and not used goes back."""
    await issue_requests.save(tx, request)
    books = await _books(tx, request)
    held, target = places.production(request.plant, request.work_order), places.available(request.plant)
    for balance in [b for b in books.stock.balances() if b.place == held]:
        books.stock.post(Move(balance.goods, balance.quantity, held, target, request.work_order, tx.now))
    await books.keep(tx, "returned")


async def _books(tx: Tx, request: IssueRequest) -> Ledger:
    return await ledger.take(tx, {(part.item, request.plant): part.quantity.unit for part in request.components})


async def _earlier(tx: Tx, work_order: str, scan: str) -> Issue:
    made = await issues.all(tx, issue_table.c.work_order == work_order)
    return next(issue for issue in made if scan in issue.scans)


def _hand_over(tx: Tx, books: Ledger, request: IssueRequest, pick: Pick) -> None:
    target = places.production(request.plant, request.work_order)
    withdraw(books.stock, pick, Holder(request.plant, request.work_order), target, tx.now)


async def _keep(
    tx: Tx, books: Ledger, request: IssueRequest, picks: Sequence[Pick], scans: Sequence[str], by: str
) -> Issue:
    number = await next_number(tx, "MI")
    issue = Issue.book(tx.new_id("iss"), number, request, picks, scans, by=by, at=tx.now)
    await issue_requests.save(tx, request)
    await issues.add(tx, issue)
    await books.keep(tx, "issued")
    tx.tell(issue)
    return issue
