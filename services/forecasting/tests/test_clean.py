"""FC-2: history cleaned of returns, stock-outs and one-offs, each change visible and reversible."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from headrace_forecasting.engine.arrays import Floats
from headrace_forecasting.engine.demand.clean import Reason, clean
from headrace_forecasting.engine.demand.returns import settled


def steady(length: int = 60) -> Floats:
    return np.random.default_rng(7).poisson(20, length).astype(float)


def marks(length: int, *positions: int) -> np.ndarray:
    flags = np.zeros(length, dtype=bool)
    flags[list(positions)] = True
    return flags


def test_a_steady_history_is_left_alone() -> None:
    series = steady()
    cleaned, changes = clean(series, season=52)
    assert changes == ()
    assert np.array_equal(cleaned, series)


def test_a_one_off_is_brought_to_its_neighbours() -> None:
    series = steady()
    series[30] = 400
    cleaned, (change,) = clean(series, season=52)
    assert (change.position, change.before, change.reason) == (30, 400, Reason.ONE_OFF)
    assert 15 <= change.after == cleaned[30] <= 25


def test_a_big_order_for_a_slow_item_is_a_one_off() -> None:
    series = np.tile([0.0, 0.0, 1.0, 2.0], 20)
    series[42] = 60
    assert [c.position for c in clean(series, season=52)[1]] == [42]


def test_a_new_level_is_not_a_one_off() -> None:
    series = steady()
    series[40:] += 200
    assert clean(series, season=52)[1] == ()


def test_the_last_buckets_wait_until_a_new_level_can_be_told() -> None:
    series = steady()
    series[-2] = 400
    assert clean(series, season=52)[1] == ()


def test_a_peak_of_every_season_stays() -> None:
    series = steady(120)
    series[[30, 82]] = 300
    assert clean(series, season=52)[1] == ()


def test_known_stock_outs_are_lifted_and_never_lowered() -> None:
    series = steady()
    series[20:24] = 0
    cleaned, changes = clean(series, season=52, stockout=marks(60, 20, 21, 22, 23, 40))
    assert [c.position for c in changes if c.position < 30] == [20, 21, 22, 23]
    assert all(c.reason is Reason.STOCK_OUT and c.after > c.before for c in changes)
    assert cleaned[20:24].min() > 10


def test_zeros_that_nobody_called_a_stock_out_stay() -> None:
    series = steady()
    series[20:24] = 0
    assert clean(series, season=52)[1] == ()


def test_a_bucket_that_somebody_wants_kept_is_kept() -> None:
    series = steady()
    series[30], series[10] = 400, 0
    keep = marks(60, 30, 10)
    assert clean(series, season=52, stockout=marks(60, 10), keep=keep)[1] == ()


def net(*weeks: float) -> Floats:
    return np.array(weeks, dtype=float)


@pytest.mark.parametrize(
    ("sold", "left"),
    [
        (net(20, 20, 20, -30), net(20, 10, 0, 0)),
        (net(20, 20, 20, -30, 20, 20, 20, -30), net(20, 10, 0, 0, 20, 10, 0, 0)),
        (net(1, 91, 1, 1, -89, 1), net(1, 4, 0, 0, 0, 1)),
        (net(1, 91, *[1] * 9, -89, 1), net(1, 2, *[1] * 9, 0, 1)),
        (net(-30, 20, 20, 20), net(0, 0, 10, 20)),
        (net(5, -20, 5, 5, 5), net(0, 0, 0, 0, 0)),
        (net(20, 20, 20, -100, 20, 20), net(0, 0, 0, 0, 0, 0)),
        (net(-3, -3), net(0, 0)),
    ],
)
def test_what_came_back_is_taken_off_what_had_been_sold(sold: Floats, left: Floats) -> None:
    cleaned, changes = clean(sold, season=52)
    assert cleaned.tolist() == left.tolist()
    assert {c.reason for c in changes} == {Reason.RETURN}
    assert [c.position for c in changes] == np.flatnonzero(sold != left).tolist()


def test_a_declined_return_takes_nothing_off_and_a_declined_week_gives_nothing() -> None:
    sold = net(20, 20, 20, -30)
    assert settled(sold, marks(4, 3)).tolist() == [20, 20, 20, 0]
    assert settled(sold, marks(4, 2)).tolist() == [10, 0, 20, 0]
    assert clean(sold, season=52, keep=marks(4, 3))[1] == ()


def test_a_stock_out_week_in_which_goods_came_back_is_lifted() -> None:
    series = steady()
    series[20] = -5
    cleaned, changes = clean(series, season=52, stockout=marks(60, 20))
    assert [(c.position, c.before, c.reason) for c in changes] == [
        (19, series[19], Reason.RETURN),
        (20, -5, Reason.STOCK_OUT),
    ]
    assert cleaned[20] > 10


series_with_returns = arrays(np.float64, st.integers(1, 90), elements=st.integers(-300, 500).map(float))


@given(series_with_returns, st.randoms(use_true_random=False))
def test_returns_keep_the_sum_and_no_week_is_negative_or_raised(series: Floats, random) -> None:
    held = np.array([random.random() < 0.2 for _ in series], dtype=bool)
    free = settled(series)
    assert (free >= 0).all()
    assert (free <= np.maximum(series, 0)).all()
    assert free.sum() == pytest.approx(max(free.sum(), series.sum()))
    if series[-1] >= 0 and free[-1] > 0:
        assert free.sum() == pytest.approx(series.sum())
    assert (settled(series, held)[held] == np.maximum(series, 0)[held]).all()


@given(series_with_returns, st.randoms(use_true_random=False))
def test_every_change_can_be_taken_back(series: Floats, random) -> None:
    stockout = np.array([random.random() < 0.1 for _ in series], dtype=bool)
    cleaned, changes = clean(series, season=13, stockout=stockout)
    assert (cleaned >= 0).all()
    assert [series[c.position] for c in changes] == [c.before for c in changes]
    assert set(np.flatnonzero(cleaned != series)) == {c.position for c in changes if c.before != c.after}
    for change in changes:
        cleaned[change.position] = change.before
    assert np.array_equal(cleaned, series)
