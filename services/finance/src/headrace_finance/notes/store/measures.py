"""What Prometheus is told of money."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_finance.notes.store.notes import OUTSTANDING

NOTES = """
    SELECT currency, coalesce(sum(amount_minor) FILTER (WHERE state = ANY($1)), 0)::bigint FROM note GROUP BY currency
"""


async def notes_outstanding(tx: Tx) -> dict[str, int]:
    return dict(await tx.raw.fetch(NOTES, [state.value for state in OUTSTANDING]))
