"""History cleaned of stock-outs and one-offs, each change visible and reversible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from headrace_forecasting.engine.arrays import Flags, Floats

NEIGHBOURS = 6
"""Buckets looked at on each side."""
SPIKE_DEVIATIONS = 6.0
SPIKE_FACTOR = 3.0
SETTLED = 2
"""Buckets that must follow before a jump can be told from a new level."""


class Reason(StrEnum):
    STOCK_OUT = "stock-out"
    ONE_OFF = "one-off"


@dataclass(frozen=True, slots=True)
class Change:
    position: int
    before: float
    after: float
    reason: Reason


def clean(
    series: Floats, season: int, stockout: Flags | None = None, keep: Flags | None = None
) -> tuple[Floats, tuple[Change, ...]]:
    """Return the cleaned series and what was changed.

    `stockout` marks buckets known to have lacked stock: they are lifted to the median of their neighbours,
    never lowered. A one-off stands out of its neighbours' median by SPIKE_FACTOR and by SPIKE_DEVIATIONS
    robust deviations, is alone, has SETTLED buckets after it, and has no like in another season's same place.
    `keep` marks buckets that somebody wants as they are.
    """
    lacking = np.zeros(len(series), dtype=bool) if stockout is None else stockout
    held = np.zeros(len(series), dtype=bool) if keep is None else keep
    usable = ~lacking | held
    changes = [
        *_stockouts(series, lacking & ~held, usable),
        *_one_offs(series, season, usable & ~held, usable),
    ]
    changes.sort(key=lambda c: c.position)
    cleaned = series.copy()
    for change in changes:
        cleaned[change.position] = change.after
    return cleaned, tuple(changes)


def _stockouts(series: Floats, lacking: Flags, usable: Flags) -> list[Change]:
    changes = []
    for at in np.flatnonzero(lacking):
        near = _around(series, int(at), usable)
        level = float(np.median(near)) if len(near) else 0.0
        if level > series[at]:
            changes.append(Change(int(at), float(series[at]), level, Reason.STOCK_OUT))
    return changes


def _one_offs(series: Floats, season: int, candidates: Flags, usable: Flags) -> list[Change]:
    level = np.zeros(len(series))
    suspicious = np.zeros(len(series), dtype=bool)
    for at in np.flatnonzero(candidates & (series > 0)):
        near = _around(series, int(at), usable & (series > 0))
        if len(near) < NEIGHBOURS:
            continue
        level[at] = np.median(near)
        suspicious[at] = series[at] > _ceiling(near)
    return [
        Change(int(at), float(series[at]), float(level[at]), Reason.ONE_OFF)
        for at in np.flatnonzero(suspicious)
        if _alone(suspicious, int(at)) and not _seasonal(series, int(at), season)
    ]


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
