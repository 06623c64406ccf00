"""What gateways told: raw points, how far each stream was stored, and records that were set aside."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from headrace_chassis.paging import Listed, PageRequest, of_parts
from headrace_chassis.texts import storable
from headrace_chassis.tx import Tx
from headrace_contracts.messages import Said, kept
from headrace_equipment.model.ingest import Accepted, StreamProgress
from headrace_equipment.model.points import Count, Measure, Point, State
from headrace_equipment.store.tables import refused_record, stream, telemetry_point

INSERT = """
    INSERT INTO telemetry_point (tenant, gateway, stream, stored_at, sequence, machine, tag, kind, quality,
                                 device_time, gateway_time, state, delta, total, value, unit)
    SELECT $1, $2, $3, $4, * FROM unnest($5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::timestamptz[], $11::timestamptz[], $12::text[], $13::bigint[], $14::bigint[], $15::float8[], $16::text[])
"""
KINDS = {State: "state", Count: "count", Measure: "measure"}


@dataclass(frozen=True, slots=True)
class Refused:
    sequence: int
    reason: Said
    body: dict[str, Any]


async def taken_progress(tx: Tx, gateway: str, name: str) -> StreamProgress:
    """How far the stream was stored; locked, so that two batches of one stream come one after the other."""
    begun = {"tenant": tx.tenant, "gateway": gateway, "stream": name, "last_sequence": 0}
    await tx.execute(insert(stream).values(**begun, stored=0, refused=0, lost=[]).on_conflict_do_nothing())
    query = select(stream.c.last_sequence).where(_this(tx, gateway, name)).with_for_update()
    return StreamProgress(gateway, name, (await tx.execute(query)).scalar_one())


async def advance(tx: Tx, accepted: Accepted, stored: int, refused: int) -> None:
    reached = accepted.progress
    lost = [[accepted.gap.first, accepted.gap.last]] if accepted.gap else []
    values = {
        "last_sequence": reached.last_sequence,
        "stored": stream.c.stored + stored,
        "refused": stream.c.refused + refused,
        "lost": stream.c.lost.concat(lost),
    }
    await tx.execute(update(stream).where(_this(tx, reached.gateway, reached.stream)).values(values))


def _this(tx: Tx, gateway: str, name: str) -> ColumnElement[bool]:
    return (stream.c.tenant == tx.tenant) & (stream.c.gateway == gateway) & (stream.c.stream == name)


async def store(tx: Tx, gateway: str, name: str, points: Sequence[Point]) -> None:
    rows = [_row(point) for point in points]
    if rows:
        await tx.raw.execute(INSERT, tx.tenant, gateway, name, tx.now, *map(list, zip(*rows, strict=True)))


def _row(point: Point) -> tuple[Any, ...]:
    told = asdict(point)
    common = ("sequence", "machine", "tag", "quality", "device_time", "gateway_time")
    sequence, machine, tag, quality, device_time, gateway_time = (told[name] for name in common)
    own = (told.get(name) for name in ("state", "delta", "total", "value", "unit"))
    return (sequence, machine, tag, KINDS[type(point)], quality, device_time, gateway_time, *own)


async def set_aside(tx: Tx, gateway: str, name: str, refused: Sequence[Refused]) -> None:
    source = {"tenant": tx.tenant, "gateway": gateway, "stream": name, "refused_at": tx.now}
    if refused:
        await tx.execute(insert(refused_record), [{**source, **_refused_row(each)} for each in refused])


def _refused_row(one: Refused) -> dict[str, Any]:
    reason, message = kept(one.reason)
    said = storable(message.form()) if message else None
    return {"sequence": one.sequence, "reason": storable(reason), "said": said, "body": json.dumps(one.body)}


async def streams(tx: Tx, page: PageRequest) -> Listed[Any]:
    key = tuple_(stream.c.gateway, stream.c.stream)
    query = select(stream).order_by(key).limit(page.limit + 1)
    if page.after:
        query = query.where(key > page.after_parts(2))
    return page.listed(list(await tx.execute(query)), key=lambda row: of_parts(row.gateway, row.stream))


async def refused_page(tx: Tx, page: PageRequest) -> Listed[Any]:
    r = refused_record.c
    query = select(refused_record).order_by(r.id.desc()).limit(page.limit + 1)
    if page.after:
        query = query.where(r.id < page.after_as(int))
    return page.listed(list(await tx.execute(query)), key=lambda row: str(row.id))


async def page_of_machine(tx: Tx, page: PageRequest, machine: str, since: datetime, until: datetime) -> Listed[Any]:
    """The newest stored first."""
    t = telemetry_point.c
    query = select(telemetry_point).where(t.machine == machine, t.device_time >= since, t.device_time < until)
    if page.after:
        query = query.where(t.id < page.after_as(int))
    found = list(await tx.execute(query.order_by(t.id.desc()).limit(page.limit + 1)))
    return page.listed(found, key=lambda row: str(row.id))
