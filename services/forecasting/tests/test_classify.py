"""FC-7: demand classes continuous, intermittent, slow; smooth, volatile; ABC; and the policy of each."""

import numpy as np
import pytest

from headrace_forecasting.engine.classify import abc_classes, classify, since_first_sale
from headrace_forecasting.model.demand_class import (
    Abc,
    DemandClass,
    LifeStage,
    Regularity,
    StockPolicy,
    Variability,
)


def repeated(*pattern: float, times: int = 30) -> np.ndarray:
    return np.tile(np.array(pattern, dtype=float), times)


@pytest.mark.parametrize(
    ("series", "regularity", "variability"),
    [
        (repeated(9, 10, 11), Regularity.CONTINUOUS, Variability.SMOOTH),
        (repeated(1, 30, 2), Regularity.CONTINUOUS, Variability.VOLATILE),
        (repeated(5, 0, 5, 0), Regularity.INTERMITTENT, Variability.SMOOTH),
        (repeated(1, 0, 40, 0), Regularity.INTERMITTENT, Variability.VOLATILE),
        (repeated(1, 0, 0, 0, 0), Regularity.SLOW, Variability.SMOOTH),
    ],
)
def test_interval_and_spread_decide_the_class(series, regularity, variability) -> None:
    demand = classify(series, horizon=13, abc=Abc.B)
    assert (demand.regularity, demand.variability) == (regularity, variability)
    assert demand.life is LifeStage.ACTIVE


def test_the_interval_is_measured_from_the_first_sale() -> None:
    late = np.concatenate([np.zeros(100), repeated(3, 3)])
    assert classify(late, 13, Abc.A).interval == 1
    assert len(since_first_sale(late)) == 60


def test_a_few_weeks_make_a_new_item() -> None:
    assert classify(np.array([0.0] * 90 + [4.0] * 10), 13, Abc.A).life is LifeStage.NEW


def test_a_long_silence_is_an_end() -> None:
    series = np.concatenate([repeated(4, 5), np.zeros(20)])
    assert classify(series, 13, Abc.A).life is LifeStage.STOPPED


def test_a_silence_as_long_as_one_before_is_not_an_end() -> None:
    one_year = np.concatenate([np.full(26, 8.0), np.zeros(26)])
    assert classify(np.tile(one_year, 3), 13, Abc.A).life is LifeStage.ACTIVE


def test_an_item_never_sold_counts_as_stopped_with_finite_figures() -> None:
    demand = classify(np.zeros(50), 13, Abc.C)
    assert demand.life is LifeStage.STOPPED
    assert demand.interval == 50


def test_value_shares_make_the_letters() -> None:
    assert abc_classes(np.array([2.0, 80.0, 16.0, 2.0])) == [Abc.C, Abc.A, Abc.B, Abc.C]
    assert abc_classes(np.zeros(2)) == [Abc.C, Abc.C]


@pytest.mark.parametrize(
    ("regularity", "variability", "life", "abc", "policy"),
    [
        (Regularity.CONTINUOUS, Variability.SMOOTH, LifeStage.ACTIVE, Abc.A, StockPolicy.ORDER_POINT),
        (Regularity.CONTINUOUS, Variability.SMOOTH, LifeStage.ACTIVE, Abc.C, StockPolicy.PERIODIC),
        (Regularity.CONTINUOUS, Variability.VOLATILE, LifeStage.ACTIVE, Abc.A, StockPolicy.MIN_MAX),
        (Regularity.INTERMITTENT, Variability.SMOOTH, LifeStage.NEW, Abc.B, StockPolicy.MIN_MAX),
        (Regularity.SLOW, Variability.SMOOTH, LifeStage.ACTIVE, Abc.A, StockPolicy.BASE_STOCK),
        (Regularity.SLOW, Variability.SMOOTH, LifeStage.STOPPED, Abc.A, StockPolicy.NONE),
    ],
)
def test_each_class_has_its_policy(regularity, variability, life, abc, policy) -> None:
    assert DemandClass(regularity, variability, life, abc, 1.0, 0.1).policy is policy
