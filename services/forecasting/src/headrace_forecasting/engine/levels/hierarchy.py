"""The tree over which forecasts must add up: total, category, subcategory, item, or any other levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from headrace_forecasting.engine.arrays import Floats, Ints
from headrace_forecasting.model.sales import SeriesKey


class HierarchyBroken(ValueError):
    """The paths do not form a tree."""


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Nodes level by level from the top, the items last and in the order of the history's rows.

    A node is known by all names from the top down, so that two may have the same last one. `parents[i]` is the
    position of node i's parent, -1 for the top.
    """

    levels: tuple[str, ...]
    keys: tuple[SeriesKey, ...]
    parents: Ints
    bottom: int

    @property
    def size(self) -> int:
        return len(self.keys)

    @property
    def first_item(self) -> int:
        return self.size - self.bottom

    def aggregate(self, items: Floats) -> Floats:
        """Rows of items become rows of all nodes."""
        rows = np.zeros((self.size, items.shape[1]))
        rows[self.first_item :] = items
        for node in range(self.size - 1, 0, -1):
            rows[self.parents[node]] += rows[node]
        return rows

    def children(self) -> list[Ints]:
        """The children of each node above the items."""
        order = np.argsort(self.parents, kind="stable")
        starts = np.searchsorted(self.parents[order], np.arange(self.first_item + 1))
        return [order[starts[n] : starts[n + 1]] for n in range(self.first_item)]

    def copies(self) -> Ints:
        """How many nodes show the same series as each does: itself, and those between which nothing branches off."""
        single = np.bincount(self.parents[1:], minlength=self.size) == 1
        head = np.arange(self.size)
        for node in range(1, self.size):
            if single[self.parents[node]]:
                head[node] = head[self.parents[node]]
        return np.bincount(head, minlength=self.size)[head]

    def constraints(self) -> sparse.csc_array:
        """One row per node above the items: the node less the sum of its children is zero."""
        above = np.arange(self.first_item)
        below = np.arange(1, self.size)
        values = np.concatenate([np.ones(self.first_item), -np.ones(self.size - 1)])
        rows = np.concatenate([above, self.parents[1:]])
        columns = np.concatenate([above, below])
        return sparse.csc_array((values, (rows, columns)), shape=(self.first_item, self.size))


def build_hierarchy(levels: Sequence[str], paths: Sequence[Sequence[str]]) -> Hierarchy:
    """Make the tree from one path per item, top first, the item's code last; all share the first name."""
    _check_paths(levels, paths)
    keys: list[SeriesKey] = []
    parents: list[int] = []
    places: dict[tuple[str, ...], int] = {}
    for depth, level in enumerate(levels, start=1):
        for path in paths:
            place = tuple(path[:depth])
            if place not in places:
                places[place] = len(keys)
                keys.append(SeriesKey(level, place))
                parents.append(places.get(place[:-1], -1))
    return Hierarchy(tuple(levels), tuple(keys), np.array(parents, dtype=np.int64), len(paths))


def _check_paths(levels: Sequence[str], paths: Sequence[Sequence[str]]) -> None:
    if len(levels) < 2 or not paths:
        raise HierarchyBroken("a tree needs two levels and one item at least")
    for path in paths:
        if len(path) != len(levels):
            raise HierarchyBroken(f"path {tuple(path)} has {len(path)} names for {len(levels)} levels")
    tops = sorted({path[0] for path in paths})
    if len(tops) > 1:
        raise HierarchyBroken(f"the tree has several tops ({', '.join(tops)}); put one total above them")
    twice = [item for item, times in Counter(path[-1] for path in paths).items() if times > 1]
    if twice:
        raise HierarchyBroken(f"{levels[-1]} {twice[0]} appears twice; give each one place in the tree")
