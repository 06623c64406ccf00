"""What happened to an order."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from headrace_chassis.language import InWords
from headrace_chassis.web import ReadTx, Router
from headrace_contracts.errors import Missing
from headrace_control_tower.usecases import timelines

router = Router(tags=["timelines"])


class EntryView(BaseModel):
    """`event` is the event's id, `type` its name; `link` is the console's page of the record, if there is one."""

    model_config = ConfigDict(from_attributes=True)

    event: str
    at: datetime
    type: str
    words: InWords
    link: str


class TimelineView(BaseModel):
    order: str
    entries: list[EntryView]


@router.get("/timelines/{order}", may="control-tower.journey.read", errors=[Missing])
async def get_timeline(order: str, tx: ReadTx) -> TimelineView:
    """All of it for the seller; for the customer its promises, production, inspection, transport, money."""
    found = await timelines.of_order(tx, order)
    return TimelineView(order=order, entries=[EntryView.model_validate(entry) for entry in found])
