"""What Prometheus is told of the books."""

from __future__ import annotations

from headrace_chassis.tx import Tx

UNBALANCED = """
    SELECT count(*) FROM (SELECT FROM account GROUP BY tenant, currency HAVING sum(balance_minor) <> 0) book
"""


async def books_unbalanced(tx: Tx) -> int:
    return int(await tx.raw.fetchval(UNBALANCED))
