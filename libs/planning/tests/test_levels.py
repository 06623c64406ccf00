"""MRP-2: low-level codes are longest paths, and circles are found with their path."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_planning.engine.arrays import ints
from headrace_planning.engine.levels import CycleFound, low_level_codes

NODES = 8
pairs = st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=14)


def codes(edges):
    return list(low_level_codes(NODES, ints([p for p, _ in edges]), ints([c for _, c in edges])))


def circle(edges):
    try:
        codes(edges)
    except CycleFound as found:
        return found.paths[0]
    return None


def longest_path(node, edges):
    return max((1 + longest_path(p, edges) for p, c in edges if c == node), default=0)


@given(pairs)
def test_a_code_is_the_longest_path_from_the_top(edges):
    downwards = [(p, c) for p, c in edges if p < c]
    assert codes(downwards) == [longest_path(node, downwards) for node in range(NODES)]


@given(pairs)
def test_a_circle_is_reported_as_a_path_along_the_lines(edges):
    path = circle(edges)
    assert path is None or path[0] == path[-1]
    assert set(pairwise(path or ())) <= set(edges)


def test_what_hangs_below_a_circle_is_not_part_of_it():
    with pytest.raises(CycleFound) as caught:
        codes([(0, 1), (1, 2), (2, 1), (2, 3), (3, 4)])
    assert caught.value.paths == ((1, 2, 1),)
