"""How full the work centres are, and pieces that machines counted for nobody."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel

from headrace_chassis.web import Listed, Page, ReadTx, Router
from headrace_mes.model.counting import MachineCount
from headrace_mes.store import capacity, counts

router = Router(tags=["capacity"], allow={"planner", "sales", "operator", "maintenance", "engineer", "auditor"})


class DayView(BaseModel):
    day: date
    minutes: float


class CapacityView(BaseModel):
    """`booked` has the days on which minutes are taken; a day on which the work centre is down is taken whole."""

    work_centre: str
    plant: str
    minutes_per_day: float
    booked: list[DayView]

    @classmethod
    def of(cls, centre: capacity.WorkCentre) -> CapacityView:
        return cls(
            work_centre=centre.name,
            plant=centre.plant,
            minutes_per_day=float(centre.minutes_per_day),
            booked=[DayView(day=day, minutes=float(minutes)) for day, minutes in centre.taken()],
        )


class UnassignedCountView(BaseModel):
    """Pieces that a machine made while no work order with room for them was dispatched to it."""

    machine: str
    plant: str
    work_centre: str
    pieces: int
    last_counted_at: datetime

    @classmethod
    def of(cls, count: MachineCount) -> UnassignedCountView:
        return cls(
            machine=count.machine,
            plant=count.plant,
            work_centre=count.work_centre,
            pieces=count.pieces,
            last_counted_at=count.counted_at,
        )


@router.get("/capacity")
async def list_capacity(tx: ReadTx, page: Page, work_centre: str | None = None) -> Listed[CapacityView]:
    return (await capacity.page(tx, page, work_centre)).map(CapacityView.of)


@router.get("/unassigned-counts")
async def list_unassigned_counts(tx: ReadTx, page: Page) -> Listed[UnassignedCountView]:
    return (await counts.unassigned(tx, page)).map(UnassignedCountView.of)
