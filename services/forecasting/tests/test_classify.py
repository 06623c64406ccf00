"""FC-7: demand classes continuous, intermittent, slow; smooth, volatile; ABC; and the policy of each."""

import numpy as np
import pytest

from headrace_forecasting.engine.demand.classify import abc_classes, classify, lifetime
from headrace_forecasting.model.demand_class import (
    POLICIES,
    Abc,
    DemandClass,
    DemandKind,
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
    assert len(lifetime(late)) == 60


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
    assert abc_classes(np.array([-90.0, 80.0, 20.0])) == [Abc.C, Abc.A, Abc.B]


@pytest.mark.parametrize(
    ("regularity", "variability", "life", "kind", "policy"),
    [
        (Regularity.CONTINUOUS, Variability.SMOOTH, LifeStage.ACTIVE, DemandKind.SMOOTH, StockPolicy.ORDER_POINT),
        (Regularity.CONTINUOUS, Variability.VOLATILE, LifeStage.ACTIVE, DemandKind.VOLATILE, StockPolicy.PERIODIC),
        (Regularity.INTERMITTENT, Variability.SMOOTH, LifeStage.ACTIVE, DemandKind.INTERMITTENT, StockPolicy.MIN_MAX),
        (Regularity.INTERMITTENT, Variability.VOLATILE, LifeStage.ACTIVE, DemandKind.INTERMITTENT, StockPolicy.MIN_MAX),
        (Regularity.SLOW, Variability.VOLATILE, LifeStage.ACTIVE, DemandKind.SLOW, StockPolicy.BASE_STOCK),
        (Regularity.CONTINUOUS, Variability.SMOOTH, LifeStage.NEW, DemandKind.NEW, StockPolicy.BASE_STOCK),
        (Regularity.SLOW, Variability.SMOOTH, LifeStage.STOPPED, DemandKind.STOPPED, StockPolicy.NONE),
    ],
)
@pytest.mark.parametrize("abc", list(Abc))
def test_each_kind_has_its_policy_whatever_its_value(regularity, variability, life, kind, policy, abc) -> None:
    demand = DemandClass(regularity, variability, life, abc, 1.0, 0.1)
    assert demand.kind is kind
    assert POLICIES[demand.kind] is policy


def weeks(*parts: tuple[int, float]) -> np.ndarray:
    """So many weeks of so much each, one after the other."""
    return np.concatenate([np.full(length, level) for length, level in parts])


@pytest.mark.parametrize("silent", [20, 75, 200, 900])
def test_one_piece_of_long_ago_makes_no_life(silent: int) -> None:
    steady = weeks((156, 100.0))
    slipped = np.concatenate([weeks((1, 1.0), (silent, 0.0)), steady])
    assert np.array_equal(lifetime(slipped), steady)
    assert classify(slipped, 13, Abc.A) == classify(steady, 13, Abc.A)


@pytest.mark.parametrize(
    ("series", "begins"),
    [
        (weeks((40, 5.0), (60, 0.0), (30, 4.0)), 100),
        (weeks((40, 5.0), (60, 0.0), (3, 4.0), (5, 0.0)), 0),
        (weeks((40, 5.0), (50, 0.0), (30, 4.0)), 0),
        (np.tile(weeks((20, 8.0), (32, 0.0)), 3), 0),
        (np.tile(weeks((1, 8.0), (59, 0.0)), 8), 0),
        (weeks((3, 5.0), (12, 0.0), (30, 4.0)), 0),
    ],
)
def test_a_life_begins_anew_after_a_year_but_not_after_a_pause_of_its_own_rhythm(series, begins: int) -> None:
    assert len(series) - len(lifetime(series)) == begins


def test_the_class_is_that_of_the_last_two_years() -> None:
    series = np.concatenate([np.tile([3.0, 0, 0, 0, 0], 40), weeks((104, 3.0))])
    assert classify(series, 13, Abc.A).regularity is Regularity.CONTINUOUS
