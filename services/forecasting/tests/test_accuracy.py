"""FC-4: accuracy, bias alarm, and the value that the forecast adds to naive."""

import pytest

from headrace_forecasting.model.accuracy import Accuracy, NothingToMeasure


def test_errors_bias_and_value_added() -> None:
    accuracy = Accuracy.measure(actuals=[10, 20, 30], forecasts=[13, 20, 26], naive=[4, 10, 36])
    assert accuracy.buckets == 3
    assert accuracy.wape == pytest.approx(7 / 60)
    assert accuracy.bias == pytest.approx(-1 / 3)
    assert accuracy.rmse == pytest.approx((25 / 3) ** 0.5)
    assert accuracy.value_added == pytest.approx(1 - (25 / 172) ** 0.5)
    assert not accuracy.biased


def test_a_steady_surplus_rings_the_alarm() -> None:
    assert Accuracy.measure([10] * 6, [11] * 6, [10] * 6).biased
    assert Accuracy.measure([10] * 6, [9] * 6, [10] * 6).biased
    assert not Accuracy.measure([10] * 6, [9, 11] * 3, [10] * 6).biased


def test_a_perfect_or_empty_past_has_no_ratio() -> None:
    accuracy = Accuracy.measure([0, 0], [0, 0], [0, 0])
    assert (accuracy.wape, accuracy.value_added, accuracy.tracking_signal) == (None, None, 0)


def test_series_of_different_length_are_refused() -> None:
    with pytest.raises(NothingToMeasure, match="2 actuals, 1 forecasts"):
        Accuracy.measure([1, 2], [1], [1, 2])
    with pytest.raises(NothingToMeasure):
        Accuracy.measure([], [], [])
