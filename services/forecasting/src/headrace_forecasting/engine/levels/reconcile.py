"""Forecasts of all levels made to agree: weighted least squares first, then whole steps."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from headrace_forecasting.engine.arrays import Floats, Ints
from headrace_forecasting.engine.levels.hierarchy import Hierarchy

_SMALLEST_SHARE = 1e-8


def reconcile(hierarchy: Hierarchy, base: Floats, variance: Floats) -> Floats:
    """The coherent forecasts nearest to the base ones (nodes x buckets), never negative.

    A node gives way in proportion to its error variance; those that show the same series count as one. The tree's
    constraints are one sparse row per node above the items, so the system grows with the tree and not with the square
    of its leaves. Items are clipped at zero and every level is added up again from them.
    """
    weights = np.maximum(variance, _SMALLEST_SHARE * max(float(variance.max()), 1.0)) * hierarchy.copies()
    weights = weights / weights.max()
    constraints = hierarchy.constraints()
    weighted = constraints @ sparse.diags_array(weights)
    pulls = splu((weighted @ constraints.T).tocsc()).solve(constraints @ base)
    coherent = base - weighted.T @ pulls
    return hierarchy.aggregate(np.maximum(coherent[hierarchy.first_item :], 0.0))


def whole_steps(hierarchy: Hierarchy, means: Floats) -> Ints:
    """Coherent means (nodes x buckets) in whole steps that add up exactly at every level and bucket.

    Each node's steps are shared among its children by largest remainder of what they are owed since the first
    bucket: an item of 0.3 a week gets one piece about every third week instead of none for ever.
    """
    owed = np.cumsum(means, axis=1)
    given = np.zeros(hierarchy.size, dtype=np.int64)
    steps = np.zeros(means.shape, dtype=np.int64)
    children = hierarchy.children()
    for bucket in range(means.shape[1]):
        now = steps[:, bucket]
        now[0] = int(np.floor(owed[0, bucket] + 0.5)) - given[0]
        for node, below in enumerate(children):
            now[below] = _share(int(now[node]), owed[below, bucket] - given[below])
        given += now
    return steps


def _share(total: int, wanted: Floats) -> Ints:
    shares = np.floor(np.maximum(wanted, 0.0)).astype(np.int64)
    missing = total - int(shares.sum())
    while missing > 0:
        lucky = np.argsort(shares - wanted, kind="stable")[:missing]
        shares[lucky] += 1
        missing -= len(lucky)
    while missing < 0:
        holders = np.flatnonzero(shares)
        order = np.argsort((wanted - shares)[holders], kind="stable")
        shares[holders[order[:-missing]]] -= 1
        missing = total - int(shares.sum())
    return shares
