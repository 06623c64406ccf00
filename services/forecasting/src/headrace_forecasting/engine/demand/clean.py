"""History cleaned of returns, stock-outs and one-offs, each change visible and reversible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from headrace_forecasting.engine.arrays import Flags, Floats
from headrace_forecasting.engine.demand.returns import settled

NEIGHBOURS = 6
"""Buckets looked at on each side."""
SPIKE_DEVIATIONS = 6.0
SPIKE_FACTOR = 3.0
SETTLED = 2
"""Buckets that must follow before a jump can be told from a new level."""


class Reason(StrEnum):
    RETURN = "return"
    STOCK_OUT = "stock-out"
    ONE_OFF = "one-off"


@dataclass(frozen=True, slots=True)
class Change:
    """`before` is what was sold less what came back."""

    position: int
    before: float
    after: float
    reason: Reason


def clean(
    series: Floats, season: int, stockout: Flags | None = None, keep: Flags | None = None
) -> tuple[Floats, tuple[Change, ...]]:
    """Return the cleaned series, nowhere negative, and what was changed.

    What came back is taken off the buckets that had sold it (`returns.settled`). `stockout` marks buckets known to have
    lacked stock: they are lifted to the median of their neighbours, never lowered. A one-off stands out of its
    neighbours' median by SPIKE_FACTOR and by SPIKE_DEVIATIONS robust deviations, is alone, has SETTLED buckets after
    it, and has no like in another season's same place. `keep` marks buckets that somebody wants as they are; one of
    them in which more came back than was sold counts as zero and takes nothing off others.
    """
    lacking = np.zeros(len(series), dtype=bool) if stockout is None else stockout
    held = np.zeros(len(series), dtype=bool) if keep is None else keep
    usable = ~lacking | held
    net = settled(series, held)
    reasons = {int(at): Reason.RETURN for at in np.flatnonzero((net != series) & ~held)}
    cleaned = net.copy()
    for reason, levels in (
        (Reason.STOCK_OUT, _stockouts(net, lacking & ~held, usable)),
        (Reason.ONE_OFF, _one_offs(net, season, usable & ~held, usable)),
    ):
        for at, level in levels.items():
            cleaned[at], reasons[at] = level, reason
    return cleaned, tuple(
        Change(at, float(series[at]), float(cleaned[at]), reason) for at, reason in sorted(reasons.items())
    )


def _stockouts(series: Floats, lacking: Flags, usable: Flags) -> dict[int, float]:
    levels = {}
    for at in np.flatnonzero(lacking):
        near = _around(series, int(at), usable)
        level = float(np.median(near)) if len(near) else 0.0
        if level > series[at]:
            levels[int(at)] = level
    return levels


def _one_offs(series: Floats, season: int, candidates: Flags, usable: Flags) -> dict[int, float]:
    level = np.zeros(len(series))
    suspicious = np.zeros(len(series), dtype=bool)
    for at in np.flatnonzero(candidates & (series > 0)):
        near = _around(series, int(at), usable & (series > 0))
        if len(near) < NEIGHBOURS:
            continue
        level[at] = np.median(near)
        suspicious[at] = series[at] > _ceiling(near)
    return {
        int(at): float(level[at])
        for at in np.flatnonzero(suspicious)
        if _alone(suspicious, int(at)) and not _seasonal(series, int(at), season)
    }


def _ceiling(near: Floats) -> float:
    """A tenth of the level, or what counted arrivals vary by, is no deviation even among equal sales."""
    middle = float(np.median(near))
    deviation = 1.4826 * float(np.median(np.abs(near - middle)))
    deviation = max(deviation, float(np.sqrt(middle)), middle / 10)
    return max(SPIKE_FACTOR * middle, middle + SPIKE_DEVIATIONS * deviation)


def _around(series: Floats, at: int, usable: Flags) -> Floats:
    """The nearest usable values on both sides, without the bucket itself."""
    before = np.flatnonzero(usable[:at])[-NEIGHBOURS:]
    after = at + 1 + np.flatnonzero(usable[at + 1 :])[:NEIGHBOURS]
    return np.asarray(series[np.concatenate([before, after])])


def _alone(suspicious: Flags, at: int) -> bool:
    near = suspicious[max(at - SETTLED, 0) : at + SETTLED + 1]
    return at + SETTLED < len(suspicious) and int(near.sum()) == 1


def _seasonal(series: Floats, at: int, season: int) -> bool:
    """Half as high in the same place of another season, give or take a bucket."""
    for centre in (at - season, at + season):
        near = series[max(centre - 1, 0) : max(centre + 2, 0)]
        if season > 1 and len(near) and near.max() >= series[at] / 2:
            return True
    return False
