"""Trace events: what happened to a thing, as it stands in the log."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from headrace_chassis.web import Listed, Page, ReadTx, Router
from headrace_contracts.errors import Missing
from headrace_contracts.gs1 import CodeRefused
from headrace_traceability.api.codes import Item, Maker
from headrace_traceability.model.asked import Asked, SeveralThings
from headrace_traceability.model.trace_event import EventKind
from headrace_traceability.store import traces
from headrace_traceability.store.traces import Recorded
from headrace_traceability.usecases import follow

router = Router(tags=["events"])


class AmountView(BaseModel):
    code: str
    quantity: str
    unit: str


class EventView(BaseModel):
    """`leaf` is its place in the log; `partner` the other firm that may see it; `reason` is in the words of a note."""

    id: str
    leaf: int
    kind: EventKind
    step: str
    at: datetime
    organisation: str
    location: str
    document: str | None
    partner: str | None
    reason: str | None
    inputs: list[AmountView]
    outputs: list[AmountView]

    @classmethod
    def of(cls, event: Recorded) -> EventView:
        what = json.loads(event.canonical)["what"]
        amounts = {side: what.get(side, []) for side in ("inputs", "outputs")}
        fields = {name: getattr(event, name) for name in cls.model_fields if name not in amounts}
        return cls.model_validate({**fields, **amounts})


@router.get("/events", may="traceability.event.read", errors=[CodeRefused, SeveralThings])
async def list_events(
    tx: ReadTx,
    page: Page,
    code: Annotated[str | None, Query(max_length=2000)] = None,
    item: Item = "",
    maker: Maker = "",
    document: str | None = None,
    step: str | None = None,
) -> Listed[EventView]:
    node = await follow.code_of(tx, Asked.of(code, item, maker)) if code else None
    return (await traces.events(tx, page, code=node, document=document, step=step)).map(EventView.of)


@router.get("/events/{event}", may="traceability.event.read", errors=[Missing])
async def get_event(event: str, tx: ReadTx) -> EventView:
    return EventView.of(await traces.event(tx, event))
