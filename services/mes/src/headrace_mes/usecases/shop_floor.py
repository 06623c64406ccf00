"""What happens to a work order in the shop: released, supplied, given to machines, reported."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.tx import Tx
from headrace_contracts.equipment.v1 import PiecesCounted
from headrace_contracts.logistics.v1 import IssuedLine, MaterialIssued, MaterialScrapped
from headrace_contracts.quality.v1 import InspectionReopened, LotAccepted, LotRejected
from headrace_mes.model import stock
from headrace_mes.model.closing import close_short
from headrace_mes.model.correcting import Correction, correct
from headrace_mes.model.counting import MachineCount, assign
from headrace_mes.model.material import IssuedLot
from headrace_mes.model.operation import CountedBy
from headrace_mes.model.reach import Reach
from headrace_mes.model.reporting import PersonsReport, report_by_person
from headrace_mes.model.work_order import WorkOrder
from headrace_mes.store import counts, lots, shops, units
from headrace_mes.store.work_orders import load_near, on_machine, work_orders
from headrace_mes.usecases.keep import keep


async def release(tx: Tx, work_order: str) -> WorkOrder:
    order = await work_orders.take(tx, work_order)
    order.release(tx.now)
    return await keep(tx, order)


async def dispatch(tx: Tx, work_order: str, sequence: int, machine: str, source: CountedBy | None = None) -> WorkOrder:
    order = await work_orders.take(tx, work_order)
    order.dispatch(sequence, await shops.machine_named(tx, machine), tx.now, source)
    await load_near(tx, order, Reach.of_counts(order))
    return await keep(tx, order, order.advance(tx.now))


async def report(tx: Tx, work_order: str, said: PersonsReport) -> WorkOrder:
    order = await work_orders.take(tx, work_order)
    await load_near(tx, order, Reach.of_report(order, said))
    booked = report_by_person(order, said, _person(tx), tx.now)
    return await keep(tx, order, [*booked, *order.advance(tx.now)])


async def put_right(tx: Tx, work_order: str, correction: Correction) -> WorkOrder:
    order = await work_orders.take(tx, work_order)
    await load_near(tx, order, Reach.of_correction(order, correction))
    booked = correct(order, correction, _person(tx), tx.now)
    return await keep(tx, order, [booked, *order.advance(tx.now)])


async def close(tx: Tx, work_order: str, reason: str) -> WorkOrder:
    """No more of it is wanted."""
    order = await work_orders.take(tx, work_order)
    await load_near(tx, order, Reach.of_all(order))
    return await keep(tx, order, close_short(order, reason, _person(tx), tx.now))


async def lot_judged(tx: Tx, event: LotAccepted | LotRejected) -> None:
    """A lot that is inspected again after rework was judged before."""
    order = await work_orders.find(tx, event.work_order, lock=True)
    if order and not event.again:
        await units.load_named(tx, order, event.serials)
        stock.judge(order, event.quantity, event.serials)
        await work_orders.save(tx, order)


async def lot_reopened(tx: Tx, event: InspectionReopened) -> None:
    order = await work_orders.find(tx, event.work_order, lock=True)
    if order and not event.again:
        await units.load_named(tx, order, event.serials)
        stock.judge_again(order, event.quantity, event.serials)
        await work_orders.save(tx, order)


async def material_issued(tx: Tx, event: MaterialIssued) -> None:
    """Pieces that were counted before their material was known are booked now."""
    order = await work_orders.take(tx, event.work_order)
    issued = _lots(event.lines)
    await lots.load_named(tx, order, issued)
    order.issue(issued)
    await load_near(tx, order, Reach.of_counts(order))
    await keep(tx, order, order.advance(tx.now))


async def material_scrapped(tx: Tx, event: MaterialScrapped) -> None:
    order = await work_orders.take(tx, event.work_order)
    broken = _lots(event.lines)
    await lots.load_named(tx, order, broken)
    order.scrap_material(broken)
    await keep(tx, order)


async def pieces_counted(tx: Tx, events: Sequence[PiecesCounted]) -> None:
    for count in _by_machine(events):
        tx.because_of(count.machine)
        counted, left = assign(count, await on_machine(tx, count.machine))
        for order in counted:
            await load_near(tx, order, Reach.of_counts(order))
            await keep(tx, order, order.advance(count.counted_at))
        if left.pieces:
            await counts.keep_unassigned(tx, left)


def _person(tx: Tx) -> str:
    return tx.actor.subject if tx.actor else ""


def _lots(lines: Sequence[IssuedLine]) -> list[IssuedLot]:
    return [IssuedLot(line.item, line.lot, line.serial, line.quantity, line.maker) for line in lines]


def _by_machine(events: Sequence[PiecesCounted]) -> list[MachineCount]:
    total: dict[str, MachineCount] = {}
    for event in events:
        earlier = total[event.machine].pieces if event.machine in total else 0
        total[event.machine] = MachineCount(
            event.machine, event.plant, event.work_centre, earlier + event.pieces, event.counted_at
        )
    return list(total.values())
