"""What becomes of rejected lots, and of sources that sent too many of them."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.tx import Tx
from headrace_contracts.quality.v1 import Disposition
from headrace_contracts.values import Quantity
from headrace_quality.model.nonconformance import Nonconformance
from headrace_quality.model.series import LotSeries
from headrace_quality.store.records import lot_series, nonconformances
from headrace_quality.usecases.request_inspection import request


async def dispose(tx: Tx, nonconformance: str, disposition: Disposition, reason: str, by: str) -> Nonconformance:
    case = await nonconformances.take(tx, nonconformance)
    case.dispose(disposition, by, reason, tx.now)
    await nonconformances.save(tx, case)
    return case


async def split(tx: Tx, nonconformance: str, part: Quantity, serials: Sequence[str]) -> Nonconformance:
    """The new case, for the part."""
    case = await nonconformances.take(tx, nonconformance)
    new = case.split(part, serials, tx.new_id("ncr"), tx.now)
    await nonconformances.save(tx, case)
    await nonconformances.add(tx, new)
    return new


async def close(tx: Tx, nonconformance: str, by: str) -> Nonconformance:
    """The disposition is carried out. A reworked lot is inspected again."""
    case = await nonconformances.take(tx, nonconformance)
    case.close(by, tx.now)
    await nonconformances.save(tx, case)
    tx.tell(case)
    if case.disposition is Disposition.REWORK:
        await request(tx, case.subject, repeated=True)
    return case


async def resume(tx: Tx, series: str, version: int) -> LotSeries:
    found = await lot_series.get(tx, series, version=version)
    found.resume()
    await lot_series.save(tx, found)
    return found
