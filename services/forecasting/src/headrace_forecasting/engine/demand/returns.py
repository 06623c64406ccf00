"""What came back is taken off what had been sold."""

from __future__ import annotations

import numpy as np

from headrace_forecasting.engine.arrays import Flags, Floats, Ints

NEAR = 4
"""Buckets within which it does not matter much which of them had sold what came back."""


def settled(series: Floats, held: Flags | None = None) -> Floats:
    """The series without negative buckets, its sum kept: what they lack is taken off those before, latest first.

    When the NEAR ones had not sold it, it is taken off the latest one that had sold as much, if any. What none had sold
    is taken off the next ones, and dropped where none follows. `held` buckets neither give nor take.
    """
    kept = np.zeros(len(series), dtype=bool) if held is None else held
    net = np.maximum(series, 0.0)
    owed = 0.0
    for at in range(int(np.argmax(series < 0)), len(series) if (series < 0).any() else 0):
        if kept[at]:
            continue
        if series[at] < 0:
            owed += _take(net, np.flatnonzero(~kept[:at])[::-1], -float(series[at]))
        elif owed:
            owed = _take(net, np.array([at]), owed)
    return net


def _take(net: Floats, givers: Ints, wanted: float) -> float:
    """Returns what they had not."""
    as_much = givers[net[givers] >= wanted]
    if len(as_much) and net[givers[:NEAR]].sum() < wanted:
        givers = as_much
    for at in givers:
        taken = min(float(net[at]), wanted)
        net[at] -= taken
        wanted -= taken
    return wanted
