"""What Prometheus is told of the log."""

from __future__ import annotations

from headrace_chassis.tx import Tx

ENTRIES = "SELECT coalesce(sum(size), 0)::bigint FROM merkle_log"
UNSIGNED = """
    SELECT (SELECT coalesce(sum(size), 0) FROM merkle_log)::bigint - (SELECT coalesce(max(size), 0) FROM tree_head)
"""


async def entries(tx: Tx) -> int:
    return int(await tx.raw.fetchval(ENTRIES))


async def unsigned(tx: Tx) -> int:
    """What the newest signed head does not cover yet."""
    return int(await tx.raw.fetchval(UNSIGNED))
