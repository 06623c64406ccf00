"""What Prometheus is told of debts."""

from __future__ import annotations

from headrace_chassis.tx import Tx

PAYABLES = """
    SELECT body->'amount'->>'currency',
           coalesce(sum(coalesce(outstanding_minor, (body->'amount'->>'minor')::bigint))
                    FILTER (WHERE state IN ('open', 'confirmed')), 0)::bigint
      FROM payable GROUP BY 1
"""


async def payables_open(tx: Tx) -> dict[str, int]:
    """Neither paid nor covered by a note."""
    return dict(await tx.raw.fetch(PAYABLES))
