"""Events that the control tower hears: those that rules look at, and those that orders' timelines tell."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.event import Event
from headrace_control_tower.model.rules import RULES
from headrace_control_tower.model.telling import TELLINGS, tell
from headrace_control_tower.store import timelines
from headrace_control_tower.usecases import watch


async def look_at(event: Event, tx: Tx) -> None:
    await watch.look_at(tx, event)


async def keep_in_timeline(events: Sequence[Event], tx: Tx) -> None:
    causes = zip(tx.causes, events, strict=True)
    await timelines.keep(tx, [(cause.id, cause.time, type(event).__name__, tell(event)) for cause, event in causes])


for _heard in RULES:
    hears(_heard)(look_at)
for _heard in TELLINGS:
    hears_batch(_heard, read_model=True)(keep_in_timeline)
