"""A work order and its reports, as the tests of the model use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from headrace_contracts.mrp.v1 import Peg
from headrace_contracts.product.v1 import Tracking
from headrace_contracts.values import Quantity
from headrace_mes.model import genealogy
from headrace_mes.model.genealogy import Genealogy
from headrace_mes.model.material import IssuedLot, Material, Output, key_of
from headrace_mes.model.operation import CountedBy, Machine, Step
from headrace_mes.model.units import UnitState
from headrace_mes.model.work_order import Component, WorkOrder
from headrace_planning.model.items import PlantCalendar

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
EVERY_DAY = PlantCalendar("P1", frozenset(range(7)))
STEPS = (
    Step(10, "cut", "SAW", Decimal(30), Decimal(5)),
    Step(20, "weld", "WELD", Decimal(0), Decimal(12)),
    Step(30, "paint", "PAINT", Decimal(60), Decimal("2.5")),
)


def pcs(value: int | str) -> Quantity:
    return Quantity.of(value, "pcs")


def peg(order: str, line: int, quantity: int) -> Peg:
    return Peg(order=order, line=line, quantity=pcs(quantity))


def make_order(
    quantity: int | str = 4,
    *,
    number: str = "W-7",
    tracking: Tracking = Tracking.SERIAL,
    steps: Sequence[Step] = STEPS,
    start: date = MONDAY,
    due: date = date(2026, 12, 4),
    pegs: Sequence[Peg] = (peg("SO-1", 1, 3),),
) -> WorkOrder:
    order = WorkOrder.create(
        f"wo_{number}",
        number,
        tenant="acme",
        item="PUMP",
        plant="P1",
        quantity=pcs(quantity),
        start=start,
        due=due,
        proposal=f"prp_{number}",
        tracking=tracking,
        components=[Component("BOLT", pcs(6))],
        pegs=pegs,
    )
    order.route(steps)
    return order


def released(quantity: int | str = 4, tracking: Tracking = Tracking.SERIAL, **how: object) -> WorkOrder:
    """Released, and all its material issued."""
    order = make_order(quantity, tracking=tracking, **how)
    order.release(AT)
    order.issue([IssuedLot("BOLT", "B-1", "", pcs(6) * order.quantity.value)])
    return order


def allocate(
    output: Output,
    issued: Sequence[IssuedLot],
    per_unit: Mapping[str, Quantity],
    told: Sequence[IssuedLot] = (),
    broken: Sequence[IssuedLot] = (),
) -> Genealogy:
    material = Material([])
    material.issue(issued)
    material.scrap(broken)
    used = {key_of(lot): lot.quantity for lot in told}
    for lot in list(material):
        material.change(replace(lot, used=used.get(key_of(lot), lot.used)))
    return genealogy.allocate(output, material, per_unit)


def good_serials(order: WorkOrder) -> tuple[str, ...]:
    return tuple(unit.serial for unit in order.units if unit.state is UnitState.GOOD)


def dispatch(order: WorkOrder, sequence: int, machine: str) -> None:
    centre = order.operation(sequence).step.work_centre
    order.dispatch(sequence, Machine(machine, centre), AT)


def start(order: WorkOrder, sequence: int) -> None:
    dispatch(order, sequence, f"M-{sequence}")
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
