"""A small factory as mes hears of it, and the steps of a work order over HTTP and events."""

from __future__ import annotations

from datetime import date, timedelta

from headrace_contracts.equipment.v1 import MachineRegistered, PiecesCounted
from headrace_contracts.event import Event
from headrace_contracts.logistics.v1 import IssuedLine, MaterialIssued
from headrace_contracts.mes.v1 import WorkOrderReleased
from headrace_contracts.mrp.v1 import Peg, WorkProposalReleased
from headrace_contracts.product.v1 import (
    BomLine,
    BomPublished,
    ItemDefined,
    RoutingPublished,
    Source,
    Tracking,
    WorkCentrePublished,
)
from headrace_testkit import told
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.told import ea

TODAY = START.date()


def as_json(value: int | str, unit: str = "EA") -> dict[str, str]:
    return {"value": str(value), "unit": unit}


def item(name: str, tracking: Tracking = Tracking.SERIAL) -> ItemDefined:
    return told.item(name, source=Source.MAKE, tracking=tracking)


def bom_line(component: str, quantity: int | str, since: date = TODAY, until: date | None = None) -> BomLine:
    return BomLine(component=component, quantity_per=ea(quantity), scrap_percent="0", valid_from=since, valid_to=until)


def routing(name: str = "BIKE", *centres: str, minutes: float = 60) -> RoutingPublished:
    return told.routing(name, *(centres or ("frame", "paint")), minutes=minutes)


def work_centre(name: str, machines: int = 1) -> WorkCentrePublished:
    return told.work_centre(name, machines=tuple(f"{name}-{n}" for n in range(1, machines + 1)))


def factory() -> list[Event]:
    """A bike of a frame and two wheels, made in two steps, and a wheel made in one; wheels have lots."""
    old = bom_line("BELL", 1, since=TODAY - timedelta(days=90), until=TODAY - timedelta(days=1))
    lines = (bom_line("FRAME", 1), bom_line("WHEEL", 2), old)
    lamp = bom_line("LAMP", 1, since=TODAY + timedelta(days=30))
    return [
        item("BIKE"),
        item("WHEEL", Tracking.LOT),
        item("TRIKE"),
        BomPublished(item="BIKE", revision=1, lines=(*lines, lamp)),
        BomPublished(item="WHEEL", revision=1, lines=(bom_line("SPOKE", "0.5"),)),
        routing("BIKE"),
        routing("WHEEL", "wheels"),
        *(work_centre(name) for name in ("frame", "paint", "wheels")),
        MachineRegistered(machine="paint-2", plant="north", work_centre="paint", name="Second booth"),
    ]


def proposal(
    name: str = "BIKE", quantity: int = 3, order: str = "ord_1", *, number: str = "prp_1", start: date = TODAY
) -> WorkProposalReleased:
    return WorkProposalReleased(
        proposal=number,
        plan="pln_1",
        item=name,
        plant="north",
        quantity=ea(quantity),
        start=start,
        due=start + timedelta(days=10),
        pegs=(Peg(order=order, line=1, quantity=ea(quantity)),),
    )


def counted(machine: str, pieces: int, at: int = 0) -> PiecesCounted:
    return PiecesCounted(
        machine=machine,
        plant="north",
        work_centre=machine.rpartition("-")[0],
        pieces=pieces,
        running_total=pieces,
        counted_at=START + timedelta(minutes=at),
    )


def issued(work_order: str, *lines: tuple[str, str, int | str], serials: tuple[str, ...] = ()) -> MaterialIssued:
    """Lines are (item, lot, quantity); `serials` are of FRAME, one each."""
    frames = tuple(IssuedLine(item="FRAME", lot="F-1", serial=serial, quantity=ea(1)) for serial in serials)
    lots = tuple(IssuedLine(item=name, lot=lot, serial="", quantity=ea(quantity)) for name, lot, quantity in lines)
    return MaterialIssued(issue="iss_1", work_order=work_order, plant="north", lines=frames + lots)


async def created(bench: ServiceBench, **what) -> dict:
    await bench.hear(proposal(**what))
    return (await bench.client("planner").get("/v1/work-orders")).json()["items"][0]


async def shown(bench: ServiceBench, work_order: str) -> dict:
    return (await bench.client("planner").get(f"/v1/work-orders/{work_order}")).json()


async def release(bench: ServiceBench, work_order: str) -> WorkOrderReleased:
    answer = await bench.client("planner").post(f"/v1/work-orders/{work_order}/release")
    assert answer.status_code == 200, answer.text
    return (await bench.told(WorkOrderReleased))[-1]


async def dispatch(bench: ServiceBench, work_order: str, *places: tuple[int, str]) -> None:
    for sequence, machine in places:
        body = {"sequence": sequence, "machine": machine}
        answer = await bench.client("operator").post(f"/v1/work-orders/{work_order}/dispatch", json=body)
        assert answer.status_code == 200, answer.text


async def ready(bench: ServiceBench, quantity: int = 3, **what) -> str:
    """A bike order that is released, fully supplied, and on its two machines; returns its id."""
    work_order = (await created(bench, quantity=quantity, **what))["id"]
    await release(bench, work_order)
    frames = tuple(f"f{n}" for n in range(quantity))
    await bench.hear(issued(work_order, ("WHEEL", "WO-000001", 2 * quantity), serials=frames))
    await dispatch(bench, work_order, (10, "frame-1"), (20, "paint-1"))
    return work_order
