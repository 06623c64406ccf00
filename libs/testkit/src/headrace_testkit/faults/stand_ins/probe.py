"""Hears everything that anybody tells, and writes down each effect with its place: what the checker goes by."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sqlalchemy import MetaData

from headrace_chassis.events.handlers import hears_batch
from headrace_chassis.service import Service
from headrace_chassis.tx import Tx
from headrace_contracts.event import Event
from headrace_contracts.registry import EVENT_TYPES

WRITE = """
    INSERT INTO effect (sender, position, key, event_id, type)
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::uuid[], $5::text[])
"""


async def write_down(events: Sequence[Event], tx: Tx) -> None:  # noqa: ARG001 - what counts is where they stand
    columns = zip(*((e.source, e.position, e.key, e.id, e.type) for e in tx.causes), strict=True)
    await tx.raw.execute(WRITE, *columns)


for kind in EVENT_TYPES.values():
    hears_batch(kind)(write_down)


def probe() -> Service:
    return Service(name="probe", title="What took effect", hears=[sys.modules[__name__]], store=MetaData())
