"""FC-1, FC-2, FC-4, FC-5, FC-6: one run over the whole tree, in any process, with progress and cancel."""

import pickle
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from multiprocessing import get_context
from time import process_time

import numpy as np
import pytest

from headrace_contracts.values import Quantity
from headrace_forecasting.engine.forecast import ForecastRefused, Settings, forecast
from headrace_forecasting.engine.lines import buckets_of
from headrace_forecasting.engine.result import ForecastResult
from headrace_forecasting.model.sales import Quantum

COLD_START_LIMIT = 60.0
"""CPU seconds of the worker, whatever else the machine does; measured 6, mostly loading statsforecast."""


@pytest.fixture(scope="module")
def runs() -> dict[str, ForecastResult]:
    return {}


@pytest.fixture
def result(small_world, runs: dict[str, ForecastResult]) -> ForecastResult:
    if "first" not in runs:
        runs["first"] = forecast(*small_world)
    return runs["first"]


def test_levels_and_categories_add_up_to_the_piece(result: ForecastResult) -> None:
    for upper, lower in (("total", "category"), ("category", "subcategory"), ("subcategory", "item")):
        above = sum(series.steps for series in result.of_level(upper))
        assert np.array_equal(above, sum(series.steps for series in result.of_level(lower)))
    one = result.at("category", "1")
    assert np.array_equal(one.steps, sum(s.steps for s in result.of_level("item") if s.key.node.endswith("1")))


def test_buckets_follow_the_history_week_by_week(small_world, result: ForecastResult) -> None:
    history, _ = small_world
    assert result.bucket_starts[0] == history.first_week + timedelta(weeks=156)
    assert [day.weekday() for day in result.bucket_starts] == [0] * 13


def test_every_series_says_how_and_how_well(result: ForecastResult) -> None:
    for series in result.series:
        assert series.method
        assert (series.lower <= series.mean).all()
        assert (series.mean <= series.upper).all()
    flat = result.at("item", "flat-1")
    assert flat.value_added is not None
    assert flat.value_added > 0.05
    assert result.at("item", "new-1").value_added is None
    assert result.at("item", "stopped-1").steps.sum() == 0
    assert sum(result.methods.values()) == len(result.series)


def test_the_same_input_gives_the_same_output(small_world, result: ForecastResult) -> None:
    assert pickle.dumps(forecast(*small_world)) == pickle.dumps(result)


def test_cleaning_shows_in_the_result_and_can_be_declined(small_world) -> None:
    history, tree = small_world
    quantities = history.quantities.copy()
    quantities[0, 100] = 2000
    spoilt = replace(history, quantities=quantities)
    (change,) = forecast(spoilt, tree, Settings(origins=1)).at("item", "flat-1").changes
    assert (change.position, change.before) == (100, 2000)
    keep = np.zeros(quantities.shape, dtype=bool)
    keep[0, 100] = True
    assert forecast(spoilt, tree, Settings(origins=1), keep=keep).at("item", "flat-1").changes == ()


def test_known_stock_outs_do_not_lower_the_forecast(small_world) -> None:
    history, tree = small_world
    quantities = history.quantities.copy()
    quantities[0, -6:] = 0
    stockouts = np.zeros(quantities.shape, dtype=bool)
    stockouts[0, -6:] = True
    empty = replace(history, quantities=quantities)
    told = forecast(empty, tree, stockouts=stockouts).at("item", "flat-1")
    untold = forecast(empty, tree).at("item", "flat-1")
    assert told.mean.mean() == pytest.approx(40, rel=0.15)
    assert untold.mean.mean() < 0.8 * told.mean.mean()


def test_progress_rises_to_one_and_a_cancel_stops_the_run(small_world) -> None:
    shares: list[float] = []

    def until_the_third(share: float) -> None:
        shares.append(share)
        if len(shares) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        forecast(*small_world, progress=until_the_third)
    assert len(shares) == 3
    shares.clear()
    forecast(*small_world, Settings(origins=1), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_input_that_does_not_fit_is_refused(small_world) -> None:
    history, tree = small_world
    with pytest.raises(ForecastRefused, match="same order"):
        forecast(replace(history, items=history.items[::-1]), tree)
    with pytest.raises(ForecastRefused, match="shape"):
        forecast(history, tree, keep=np.zeros((1, 1), dtype=bool))
    with pytest.raises(ForecastRefused, match="from 1 to 520"):
        Settings(horizon=0)
    with pytest.raises(ForecastRefused, match="between 0 and 1"):
        Settings(quantiles=(0.9, 0.1))


def test_a_series_becomes_weekly_buckets_in_its_unit(result: ForecastResult) -> None:
    quantum = Quantum.of("0.5", "kg")
    buckets = [bucket for item in result.of_level("item") for bucket in buckets_of(item, result, quantum)]
    assert len(buckets) == 12 * 13
    assert all(bucket.low <= bucket.statistical <= bucket.high for bucket in buckets)
    total = sum((bucket.quantity for bucket in buckets), start=Quantity.zero("kg"))
    assert total.value * 2 == int(result.at("total", "all").steps.sum())


@pytest.mark.slow
def test_a_fresh_process_answers_within_seconds(small_world, result: ForecastResult) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        elsewhere = pool.submit(forecast, *small_world).result()
        spent = pool.submit(process_time).result()
    assert spent < COLD_START_LIMIT
    assert all(
        np.array_equal(here.steps, there.steps) for here, there in zip(result.series, elsewhere.series, strict=True)
    )
