"""Changes of the history that somebody declined."""

from __future__ import annotations

from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import delete, select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_forecasting.engine.question import Span
from headrace_forecasting.model.series import Decline
from headrace_forecasting.store.tables import declined_change

FORM = TypeAdapter(Decline)


async def of_item(tx: Tx, item: str) -> dict[date, Decline]:
    """By the week's Monday."""
    c = declined_change.c
    rows = await tx.execute(select(c.week, c.decline).where(c.item == item))
    return {row.week: FORM.validate_python(row.decline, strict=False) for row in rows}


async def all_weeks(tx: Tx) -> tuple[Span, ...]:
    c = declined_change.c
    return tuple(Span(row.item, row.week, row.week) for row in await tx.execute(select(c.item, c.week)))


async def keep(tx: Tx, decline: Decline) -> None:
    row = {
        "tenant": tx.tenant,
        "item": decline.item,
        "week": decline.change.week,
        "decline": FORM.dump_python(decline, mode="json"),
    }
    await put(tx, declined_change, [row])


async def drop(tx: Tx, item: str, week: date) -> None:
    c = declined_change.c
    await tx.execute(delete(declined_change).where(c.tenant == tx.tenant, c.item == item, c.week == week))
