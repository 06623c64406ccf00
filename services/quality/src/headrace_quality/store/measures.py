"""What Prometheus is told of quality."""

from __future__ import annotations

from headrace_chassis.tables import count, counts
from headrace_chassis.tx import Tx
from headrace_quality.model.inspection import UNDECIDED, InspectionState
from headrace_quality.model.nonconformance import ENDED
from headrace_quality.store.tables import inspection, nonconformance


async def open_inspections(tx: Tx) -> int:
    return await count(tx, inspection, inspection.c.state.in_([s.value for s in UNDECIDED]))


async def lots(tx: Tx) -> dict[str, int]:
    return await counts(tx, inspection.c.state, InspectionState)


async def open_nonconformances(tx: Tx) -> int:
    return await count(tx, nonconformance, nonconformance.c.state.not_in(ENDED))
