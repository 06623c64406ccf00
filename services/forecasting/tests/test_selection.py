"""FC-4: several models per series, chosen by rolling-origin error over the real horizon. FC-5: intervals."""

import numpy as np
import pytest

from headrace_forecasting.engine.demand.classify import classify
from headrace_forecasting.engine.fitting import models
from headrace_forecasting.engine.fitting.intervals import quantile
from headrace_forecasting.engine.fitting.rolling import Trial, origins_of, try_models
from headrace_forecasting.engine.fitting.select import Choice, best_of, choose
from headrace_forecasting.model.demand_class import Abc

HORIZON, SEASON, ORIGINS = 13, 52, 4


def chosen(series: np.ndarray, abc: Abc = Abc.A) -> Choice:
    return choose(series, classify(series, HORIZON, abc), HORIZON, SEASON, ORIGINS)


def error(means: np.ndarray, actuals: np.ndarray) -> float:
    return float(np.sqrt(np.mean((means - actuals) ** 2)))


@pytest.mark.parametrize(
    ("kind", "share"),
    [("flat", 0.9), ("seasonal", 0.95), ("growing_season", 0.9), ("trending", 0.9), ("intermittent", 0.95)],
)
def test_known_structure_is_forecast_better_than_by_either_naive(demand, kind: str, share: float) -> None:
    ours, naive, seasonal = [], [], []
    for seed in range(8):
        series = getattr(demand(seed), kind)()
        past, future = series[:-HORIZON], series[-HORIZON:]
        ours.append(error(chosen(past).mean, future))
        naive.append(error(models.naive(past, HORIZON, SEASON), future))
        seasonal.append(error(models.seasonal_naive(past, HORIZON, SEASON), future))
    assert np.mean(ours) < share * min(np.mean(naive), np.mean(seasonal))


def test_intervals_hold_the_future_about_as_often_as_they_say(demand) -> None:
    inside = []
    for seed in range(12):
        series = demand(seed).flat()
        choice = chosen(series[:-HORIZON], Abc.B)
        low, high = (quantile(choice.mean, choice.variance, p) for p in (0.05, 0.95))
        inside.extend((series[-HORIZON:] >= np.floor(low)) & (series[-HORIZON:] <= np.ceil(high)))
    assert 0.82 <= np.mean(inside) <= 0.98


def test_every_candidate_is_scored_and_the_choice_is_among_them(demand) -> None:
    choice = chosen(demand(1).seasonal())
    names = {score.method for score in choice.scores}
    assert {
        models.NAIVE,
        models.SEASONAL_NAIVE,
        models.MSTL_THETA,
        models.SEASONAL_CES,
        models.MEDIAN,
    } <= names
    assert choice.method in names
    assert choice.origins == ORIGINS
    assert choice.naive is not None
    assert choice.score_of(choice.method).rmsse <= choice.score_of(models.MEDIAN).rmsse


def test_intermittent_demand_is_forecast_without_bias(demand) -> None:
    series = [demand(seed).intermittent() for seed in range(60)]
    means = [chosen(one).mean.mean() for one in series]
    assert np.mean(means) == pytest.approx(np.mean(series), rel=0.1)
    assert min(means) > 0


def test_stopped_items_are_forecast_as_zero(demand) -> None:
    choice = chosen(demand(2).stopped())
    assert choice.method == models.NO_DEMAND
    assert not choice.mean.any()


def test_new_items_get_their_mean_so_far_with_a_wide_interval(demand) -> None:
    series = demand(2).new()
    choice = chosen(series)
    assert choice.method == models.MEAN_SO_FAR
    assert choice.mean == pytest.approx(np.full(HORIZON, series[-10:].mean()))
    assert (choice.variance > choice.mean).all()
    assert choice.scores == ()


def test_origins_leave_a_whole_horizon_before_and_after() -> None:
    assert origins_of(60, 13, 4) == [47, 41, 35, 29]
    assert origins_of(30, 13, 4) == [17]
    assert origins_of(20, 13, 4) == []


def test_errors_compare_each_origin_with_what_followed() -> None:
    series = np.arange(1.0, 11.0)
    trial, *_ = try_models((models.NAIVE,), series, [8, 7], horizon=2, season=1)
    assert trial.method == models.NAIVE
    assert trial.errors.tolist() == [[-1, -2], [-1, -2]]
    assert trial.bias == -1.5


def test_the_median_stays_until_another_model_is_proven() -> None:
    demand = classify(np.full(60, 5.0), HORIZON, Abc.A)
    median = Trial(models.MEDIAN, np.full((4, 2), 1.0))
    assert best_of([median, Trial("near", np.full((4, 2), 0.97))], 1.0, demand).method == models.MEDIAN
    assert best_of([median, Trial("better", np.full((4, 2), 0.8))], 1.0, demand).method == "better"
    once = np.array([[0.0, 0.0], [1.1, 1.1], [1.1, 1.1], [0.0, 0.0]])
    assert best_of([median, Trial("lucky", once)], 1.0, demand).method == models.MEDIAN
    few = [Trial(t.method, t.errors[:2]) for t in (median, Trial("better", np.full((4, 2), 0.8)))]
    assert best_of(few, 1.0, demand).method == models.MEDIAN


def test_a_steady_surplus_counts_against_a_model_of_intermittent_demand() -> None:
    sparse = classify(np.tile([0.0, 0.0, 3.0], 30), HORIZON, Abc.A)
    even = Trial(models.MEDIAN, np.tile([1.0, -1.0], (4, 1)))
    surplus = Trial("surplus", np.full((4, 2), 0.8))
    assert best_of([even, surplus], 1.0, sparse).method == models.MEDIAN


def test_what_the_last_bucket_sold_is_no_level_of_lumpy_demand_and_one_lucky_origin_no_proof() -> None:
    sparse = classify(np.tile([0.0, 0.0, 3.0], 30), HORIZON, Abc.A)
    median = Trial(models.MEDIAN, np.full((4, 2), 1.0))
    nothing = np.zeros((4, 2))
    assert best_of([median, Trial(models.NAIVE, nothing)], 1.0, sparse).method == models.MEDIAN
    assert best_of([median, Trial(models.SEASONAL_NAIVE, nothing)], 1.0, sparse).method == models.SEASONAL_NAIVE
    thrice = np.array([[0.0, 0.0], [0.0, 0.0], [0.0, 0.0], [1.1, 1.1]])
    assert best_of([median, Trial("lucky", thrice)], 1.0, sparse).method == models.MEDIAN


def test_lots_at_chance_intervals_are_forecast_near_their_level_and_never_at_a_lot_a_week() -> None:
    chance = np.random.default_rng(11)
    sums = np.array([chosen((chance.random(104) < 1 / 9) * 90.0).mean.sum() for _ in range(60)])
    assert float(np.sqrt(np.mean((sums - 130) ** 2))) < 60
    assert sums.max() < 300


@pytest.mark.parametrize("series", [np.full(80, 5.0), np.r_[1.0, np.zeros(60), 1.0], np.full(27, 1e9)])
def test_odd_series_get_finite_forecasts(series: np.ndarray) -> None:
    choice = chosen(series)
    assert np.isfinite(choice.mean).all()
    assert np.isfinite(choice.variance).all()
    assert (choice.mean >= 0).all()


def test_a_model_that_cant_be_fitted_drops_out() -> None:
    assert models.fit(models.MSTL_THETA, np.full(10, 3.0), HORIZON, SEASON) is None


def test_only_a_items_pay_for_seasonal_complex_smoothing(demand) -> None:
    series = demand(3).seasonal()
    a, c = (models.candidates(classify(series, HORIZON, grade), series, SEASON) for grade in (Abc.A, Abc.C))
    assert set(a) - set(c) == {models.SEASONAL_CES}


def test_a_season_is_seen_where_there_is_one_and_not_in_noise(demand) -> None:
    seen = {
        kind: sum(models.is_seasonal(getattr(demand(seed), kind)(), SEASON) for seed in range(20))
        for kind in ("seasonal", "growing_season", "flat", "trending")
    }
    assert seen["seasonal"] == seen["growing_season"] == 20
    assert seen["flat"] + seen["trending"] <= 2


def test_a_season_can_not_be_seen_in_less_than_two(demand) -> None:
    series = demand(3).seasonal()
    assert not models.is_seasonal(series[: 2 * SEASON - 1], SEASON)
    assert not models.is_seasonal(series, 1)
    names = models.candidates(classify(series, HORIZON, Abc.A), series[:60], SEASON)
    assert models.MSTL_THETA not in names
    assert models.SEASONAL_NAIVE in names


def test_the_median_is_taken_over_models_that_suit_the_demand(demand) -> None:
    for kind, unlike in (("seasonal", models.MSTL_THETA), ("flat", models.CES), ("intermittent", models.IMAPA)):
        series = getattr(demand(4), kind)()
        members = models.median_members(models.candidates(classify(series, 13, Abc.C), series, SEASON))
        assert unlike in members
        assert models.NAIVE not in members
