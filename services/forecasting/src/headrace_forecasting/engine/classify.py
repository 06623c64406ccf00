"""Demand classes from history: how often, how varied, how old, how valuable."""

from __future__ import annotations

import numpy as np

from headrace_forecasting.engine.arrays import Floats
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


def classify(series: Floats, horizon: int, abc: Abc) -> DemandClass:
    alive = since_first_sale(series)
    sizes = alive[alive > 0]
    interval = len(alive) / len(sizes) if len(sizes) else float(len(series))
    cv2 = float(sizes.var() / sizes.mean() ** 2) if len(sizes) else 0.0
    return DemandClass(
        regularity=_regularity(interval),
        variability=Variability.SMOOTH if cv2 < CV2_LIMIT else Variability.VOLATILE,
        life=_life_stage(alive, horizon),
        abc=abc,
        interval=interval,
        cv2=cv2,
    )


def since_first_sale(series: Floats) -> Floats:
    """The series without the zeros before the item was first sold."""
    sold = np.flatnonzero(series > 0)
    return series[sold[0] :] if len(sold) else series[:0]


def abc_classes(weights: Floats) -> list[Abc]:
    """A items make up the first 80 % of the value, B items the next 15 %; ties go to the earlier item."""
    order = np.argsort(-weights, kind="stable")
    total = weights.sum()
    before = np.cumsum(weights[order]) - weights[order]
    classes = [Abc.C] * len(weights)
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
