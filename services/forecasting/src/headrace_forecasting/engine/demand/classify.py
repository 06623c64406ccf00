"""Demand classes from history: how often, how varied, how old, how valuable."""

from __future__ import annotations

import numpy as np

from headrace_forecasting.engine.arrays import Floats, Ints
from headrace_forecasting.model.demand_class import Abc, DemandClass, LifeStage, Regularity, Variability

ADI_LIMIT = 1.32
"""Average demand interval between continuous and intermittent, and CV2_LIMIT between smooth and volatile
(Syntetos, Boylan and Croston 2005)."""
CV2_LIMIT = 0.49
SLOW_ADI = 4.0
A_SHARE = 0.80
B_SHARE = 0.95
NEW_HORIZONS = 2
STOPPED_GAPS = 2
RECENT = 104
"""Buckets whose sales tell the class: two years of weeks."""
GONE = 52
ASTRAY = 13
BROKEN_GAPS = 2
A_LIFE = 4


def classify(series: Floats, horizon: int, abc: Abc) -> DemandClass:
    """What one series is like of which each bucket holds what was sold; the horizon in buckets."""
    alive = lifetime(series)
    recent = alive[-RECENT:]
    sizes = recent[recent > 0]
    interval = len(recent) / len(sizes) if len(sizes) else float(len(series))
    cv2 = float(sizes.var() / sizes.mean() ** 2) if len(sizes) else 0.0
    return DemandClass(
        regularity=_regularity(interval),
        variability=Variability.SMOOTH if cv2 < CV2_LIMIT else Variability.VOLATILE,
        life=_life_stage(alive, horizon),
        abc=abc,
        interval=interval,
        cv2=cv2,
    )


def lifetime(series: Floats) -> Floats:
    """The series from where the life that it has now began: its first sale, or the first after it was gone.

    It was gone when it did not sell for GONE buckets, or for ASTRAY when fewer than A_LIFE had sold before, and that
    was more than BROKEN_GAPS times the longest silence since. It is back when A_LIFE buckets have sold after that. So a
    date of long ago, a slip or not, makes no life of ten years.
    """
    sold = np.flatnonzero(series > 0)
    return series[_birth(sold) :] if len(sold) else series[:0]


def _birth(sold: Ints) -> int:
    gaps = np.diff(sold)
    since = np.maximum.accumulate(np.append(gaps, 0)[::-1])[::-1][1:]
    gone = np.where(np.arange(len(gaps)) + 1 < A_LIFE, ASTRAY, GONE)
    broken = np.flatnonzero(gaps > np.maximum(gone, BROKEN_GAPS * since))
    broken = broken[broken < len(sold) - A_LIFE]
    return int(sold[broken[-1] + 1]) if len(broken) else int(sold[0])


def abc_classes(weights: Floats) -> list[Abc]:
    """A items make up the first 80 % of the value, B items the next 15 %; ties go to the earlier item."""
    worth = np.maximum(weights, 0.0)
    order = np.argsort(-worth, kind="stable")
    total = worth.sum()
    before = np.cumsum(worth[order]) - worth[order]
    classes = [Abc.C] * len(worth)
    for place, item in enumerate(order):
        share = before[place] / total if total > 0 else 1.0
        classes[item] = Abc.A if share < A_SHARE else Abc.B if share < B_SHARE else Abc.C
    return classes


def _regularity(interval: float) -> Regularity:
    if interval < ADI_LIMIT:
        return Regularity.CONTINUOUS
    return Regularity.INTERMITTENT if interval < SLOW_ADI else Regularity.SLOW


def _life_stage(alive: Floats, horizon: int) -> LifeStage:
    """Stopped: never sold, or silent for a horizon and twice the longest silence it ever came back from."""
    sold = np.flatnonzero(alive > 0)
    if not len(sold):
        return LifeStage.STOPPED
    silence = len(alive) - 1 - int(sold[-1])
    longest = int(np.diff(sold).max()) - 1 if len(sold) > 1 else 0
    if silence > max(horizon, STOPPED_GAPS * longest):
        return LifeStage.STOPPED
    return LifeStage.NEW if len(alive) < NEW_HORIZONS * horizon else LifeStage.ACTIVE
