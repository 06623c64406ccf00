"""What Prometheus is told of money."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_finance.store.notes import OUTSTANDING

NOTES = """
    SELECT currency, coalesce(sum(amount_minor) FILTER (WHERE state = ANY($1)), 0)::bigint FROM note GROUP BY currency
"""
PAYABLES = """
    SELECT body->'amount'->>'currency',
           coalesce(sum(coalesce(outstanding_minor, (body->'amount'->>'minor')::bigint))
                    FILTER (WHERE state IN ('open', 'confirmed')), 0)::bigint
      FROM payable GROUP BY 1
"""


async def notes_outstanding(tx: Tx) -> dict[str, int]:
    return dict(await tx.raw.fetch(NOTES, [state.value for state in OUTSTANDING]))


async def payables_open(tx: Tx) -> dict[str, int]:
    """Neither paid nor covered by a note."""
    return dict(await tx.raw.fetch(PAYABLES))
