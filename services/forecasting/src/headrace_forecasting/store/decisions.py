"""What people decided about cleaned weeks."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from headrace_chassis.forms import StoredForm
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_forecasting.engine.question import Span
from headrace_forecasting.model.series import Decision
from headrace_forecasting.store.tables import cleaning_decision

FORM = StoredForm("decision", Decision, cleaning_decision)


async def of_item(tx: Tx, item: str) -> dict[date, Decision]:
    """The last one for each week, by its Monday."""
    c = cleaning_decision.c
    rows = await tx.execute(select(c.week, c.decision).where(c.item == item))
    return {row.week: FORM.load(row.decision, f"on {item}") for row in rows}


async def declined_weeks(tx: Tx) -> tuple[Span, ...]:
    c = cleaning_decision.c
    rows = await tx.execute(select(c.item, c.week).where(c.declined))
    return tuple(Span(row.item, row.week, row.week) for row in rows)


async def keep(tx: Tx, decision: Decision) -> None:
    row = {
        "tenant": tx.tenant,
        "item": decision.item,
        "week": decision.change.week,
        "declined": decision.declined,
        "decision": FORM.dump(decision),
    }
    await put(tx, cleaning_decision, [row])
