"""How full the work centres are."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from headrace_chassis.web import Listed, Page, ReadTx, Router
from headrace_mes.store import capacity

router = Router(tags=["capacity"])


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


@router.get("/capacity", may="mes.capacity.read")
async def list_capacity(tx: ReadTx, page: Page, work_centre: str | None = None) -> Listed[CapacityView]:
    return (await capacity.page(tx, page, work_centre)).map(CapacityView.of)
