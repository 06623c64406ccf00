"""Numbers that people read: counted without gaps for each organisation, such as `SO-000017`."""

from __future__ import annotations

from sqlalchemy import text

from headrace_chassis.tx import Tx

_DRAW = text(
    "INSERT INTO number_series (tenant, prefix, last) VALUES (:tenant, :prefix, :count) "
    "ON CONFLICT (tenant, prefix) DO UPDATE SET last = number_series.last + :count RETURNING last"
)


async def next_number(tx: Tx, prefix: str) -> str:
    """The next of the transaction's tenant. Until the transaction ends, others who want one wait."""
    [number] = await next_numbers(tx, prefix, 1)
    return number


async def next_numbers(tx: Tx, prefix: str, count: int) -> list[str]:
    last = (await tx.execute(_DRAW, {"tenant": tx.tenant, "prefix": prefix, "count": count})).scalar_one()
    return [f"{prefix}-{number:06d}" for number in range(last - count + 1, last + 1)]
