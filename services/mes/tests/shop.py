"""A work order and its reports, as the tests use them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from headrace_contracts.values import Quantity
from headrace_mes.model.operation import CountedBy, Step
from headrace_mes.model.work_order import Component, Peg, Tracking, WorkOrder

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
STEPS = (
    Step(10, "cut", "SAW", Decimal(30), Decimal(5)),
    Step(20, "weld", "WELD", Decimal(0), Decimal(12)),
    Step(30, "paint", "PAINT", Decimal(60), Decimal("2.5")),
)


def pcs(value: int | str) -> Quantity:
    return Quantity.of(value, "pcs")


def make_order(
    quantity: int | str = 4,
    *,
    tracking: Tracking = Tracking.SERIAL,
    steps: Sequence[Step] = STEPS,
    due: date = date(2026, 12, 4),
    pegs: Sequence[Peg] = (Peg("SO-1", 1, pcs(3)),),
) -> WorkOrder:
    return WorkOrder.create(
        number="W-7",
        item="PUMP",
        plant="P1",
        quantity=pcs(quantity),
        start=MONDAY,
        due=due,
        tracking=tracking,
        steps=steps,
        components=[Component("BOLT", pcs(6))],
        pegs=pegs,
    )


def released(quantity: int | str = 4, tracking: Tracking = Tracking.SERIAL) -> WorkOrder:
    order = make_order(quantity, tracking=tracking)
    order.release(AT)
    return order


def start(order: WorkOrder, sequence: int) -> None:
    order.dispatch(sequence, f"M-{sequence}")
    order.start_operation(sequence, AT)


def report(order: WorkOrder, sequence: int, good: int, scrap: int = 0, serials: Sequence[str] = ()) -> None:
    order.report(
        sequence,
        good=pcs(good),
        scrap=pcs(scrap),
        counted_by=CountedBy.MACHINE,
        at=AT,
        scrapped_serials=serials,
    )


def make_all(order: WorkOrder) -> WorkOrder:
    """Run the order to its end without scrap."""
    for operation in order.operations:
        sequence = operation.step.sequence
        start(order, sequence)
        report(order, sequence, int(order.waiting_at(sequence).value))
        order.finish_operation(sequence, AT)
    return order
