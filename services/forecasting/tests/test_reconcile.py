"""FC-1: forecasts are coherent across levels, exactly and in whole steps. FC-5: intervals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_forecasting.engine.fitting.intervals import quantile
from headrace_forecasting.engine.levels.hierarchy import Hierarchy, HierarchyBroken, build_hierarchy
from headrace_forecasting.engine.levels.reconcile import reconcile, whole_steps

LEVELS = ("total", "category", "subcategory", "item")


@st.composite
def trees(draw: st.DrawFn) -> Hierarchy:
    places = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=14))
    paths = [("all", f"c{c}", f"c{c}s{s}", f"i{n}") for n, (c, s) in enumerate(places)]
    return build_hierarchy(LEVELS, paths)


@st.composite
def forecasts(draw: st.DrawFn) -> tuple[Hierarchy, np.ndarray, np.ndarray]:
    tree = draw(trees())
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale = draw(st.sampled_from([0.05, 1.0, 1e4]))
    items = random.gamma(0.5, scale, (tree.bottom, 9)) * (random.random((tree.bottom, 1)) < 0.8)
    base = tree.aggregate(items) * random.normal(1, 0.3, (tree.size, 1))
    return tree, base, random.gamma(1, scale, tree.size) * (random.random(tree.size) < 0.8)


def children_sum(tree: Hierarchy, rows: np.ndarray, node: int) -> np.ndarray:
    return rows[tree.parents == node].sum(axis=0)


@given(forecasts())
@settings(deadline=None)
def test_sums_agree_exactly_at_every_level_and_nothing_is_negative(case) -> None:
    tree, base, variance = case
    means = reconcile(tree, base, variance)
    steps = whole_steps(tree, means)
    assert (means >= 0).all()
    assert (steps >= 0).all()
    for node in range(tree.first_item):
        assert np.allclose(means[node], children_sum(tree, means, node))
        assert np.array_equal(steps[node], children_sum(tree, steps, node))


@given(forecasts())
@settings(deadline=None)
def test_rounding_never_strays_from_what_is_owed(case) -> None:
    tree, base, variance = case
    means = reconcile(tree, base, variance)
    strayed = np.abs(np.cumsum(whole_steps(tree, means), axis=1) - np.cumsum(means, axis=1))
    assert strayed[0].max() <= 0.5 + 1e-6
    assert strayed.max() <= 2


def test_a_slow_item_gets_its_piece_in_turn() -> None:
    tree = build_hierarchy(("total", "item"), [("all", "a"), ("all", "b")])
    steps = whole_steps(tree, tree.aggregate(np.full((2, 10), 0.3)))
    assert steps.sum(axis=1).tolist() == [6, 3, 3]


def test_coherent_forecasts_pass_unchanged() -> None:
    tree = build_hierarchy(("total", "item"), [("all", "a"), ("all", "b")])
    base = tree.aggregate(np.array([[3.0], [4.0]]))
    assert np.allclose(reconcile(tree, base, np.array([1.0, 2.0, 3.0])), base)


def test_the_less_certain_node_gives_way() -> None:
    tree = build_hierarchy(("total", "item"), [("all", "a"), ("all", "b")])
    means = reconcile(tree, np.array([[10.0], [4.0], [4.0]]), np.array([0.0, 3.0, 1.0]))
    assert np.allclose(means[:, 0], [10.0, 5.5, 4.5])


def test_what_has_one_child_is_the_same_series_and_no_second_witness() -> None:
    path = ("all", "c", "s")
    tree = build_hierarchy(LEVELS, [(*path, "a"), (*path, "b")])
    flat = build_hierarchy(("total", "item"), [("all", "a"), ("all", "b")])
    assert tree.copies().tolist() == [3, 3, 3, 1, 1]
    chained = reconcile(tree, np.array([[10.0], [10.0], [10.0], [4.0], [4.0]]), np.array([5.0, 5, 5, 3, 1]))
    assert np.allclose(chained[-2:], reconcile(flat, np.array([[10.0], [4.0], [4.0]]), np.array([5.0, 3, 1]))[1:])


def test_weighted_least_squares_agrees_with_the_dense_formula() -> None:
    paths = [("all", "c", "s", "a"), ("all", "c", "s", "b"), ("all", "c", "u", "f"), ("all", "d", "t", "e")]
    tree = build_hierarchy(LEVELS, [*paths, ("all", "d", "t", "g"), ("all", "d", "v", "h")])
    base = tree.aggregate(np.full((6, 1), 30.0)) + np.random.default_rng(5).normal(0, 5, (tree.size, 1))
    variance = np.arange(1.0, tree.size + 1)
    summing = tree.aggregate(np.eye(tree.bottom))
    inverse = np.diag(1 / (variance * tree.copies()))
    items = np.linalg.solve(summing.T @ inverse @ summing, summing.T @ inverse @ base)
    assert np.allclose(reconcile(tree, base, variance), summing @ items)


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        ([], "one item"),
        ([("all", "x")], "2 names for 4 levels"),
        ([("all", "c", "s", "a"), ("every", "c", "s", "b")], "several tops"),
        ([("all", "c", "s", "a"), ("all", "d", "s", "a")], "a appears twice"),
        ([("all", "c", "s", "a"), ("all", "c", "s", "a")], "a appears twice"),
    ],
)
def test_a_broken_tree_is_refused(paths, words) -> None:
    with pytest.raises(HierarchyBroken, match=words):
        build_hierarchy(LEVELS, paths)


def test_two_places_whose_names_join_to_the_same_text_are_two() -> None:
    tree = build_hierarchy(
        LEVELS,
        [
            ("all", "Pipes", "Steel / Thin", "A"),
            ("all", "Pipes / Steel", "Thin", "B"),
            ("all", "all", "all", "C"),
            ("all", "", "x", "E"),
            ("all", "unsorted", "x", "D"),
        ],
    )
    assert [key.path for key in tree.keys if key.level == "subcategory"] == [
        ("all", "Pipes", "Steel / Thin"),
        ("all", "Pipes / Steel", "Thin"),
        ("all", "all", "all"),
        ("all", "", "x"),
        ("all", "unsorted", "x"),
    ]
    sums = tree.aggregate(np.array([[1.0], [2.0], [4.0], [8.0], [16.0]]))[:, 0]
    assert sums.tolist() == [31, 1, 2, 4, 8, 16, 1, 2, 4, 8, 16, 1, 2, 4, 8, 16]


def test_quantiles_are_those_of_the_normal_for_large_means() -> None:
    low, high = (quantile(np.array([1000.0]), np.array([400.0]), p)[0] for p in (0.05, 0.95))
    assert low == pytest.approx(1000 - 1.645 * 20, abs=1)
    assert high == pytest.approx(1000 + 1.645 * 20, abs=1)


def test_intervals_hold_sparse_demand_as_often_as_they_say() -> None:
    demand = np.random.default_rng(3).poisson(0.7, 20_000)
    high = np.ceil(quantile(np.array([0.7]), np.array([0.7]), 0.95))
    assert 0.94 <= (demand <= high).mean() <= 0.995


@given(st.floats(0, 1e16), st.floats(0, 1e32))
def test_quantiles_are_finite_ordered_and_never_negative(mean: float, variance: float) -> None:
    values = [quantile(np.array([mean]), np.array([variance]), p)[0] for p in (0.05, 0.5, 0.95)]
    assert np.isfinite(values).all()
    assert 0 <= values[0] <= values[1] <= values[2]
