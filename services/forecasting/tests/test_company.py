"""FC-1, FC-2, FC-4, FC-7: a company that counts in several units gets one tree for each; known stock-outs and returns
are made good; whatever one item is like, the others are forecast as they would be without it."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_forecasting.engine.company import forecast_all
from headrace_forecasting.engine.demand.history import HistoryTooShort
from headrace_forecasting.engine.fitting import models
from headrace_forecasting.engine.question import Item, Question, SoldDay, Span
from headrace_forecasting.engine.result import ForecastResult

MONDAY = date(2026, 3, 2)
WEEKS = 30
BIKE, HELMET = Item("BIKE", "EA", 0, "bikes", "other"), Item("HELMET", "EA", 0, "gear", "other")
PAINT, GLUE = Item("PAINT", "KG", 3, "gear", "other"), Item("GLUE", "L", 3, "gear", "other")


def sold(item: str, quantity: str, weeks: int = WEEKS) -> list[SoldDay]:
    first = MONDAY - timedelta(weeks=weeks)
    return [SoldDay(item, first + timedelta(weeks=week), Decimal(quantity), None, None) for week in range(weeks)]


def weekly(item: str, level: Callable[[int], float], weeks: int = 104) -> list[SoldDay]:
    """What `level` says for each week, counted back from the first week forecast."""
    sales = ((ago, level(ago)) for ago in range(1, weeks + 1))
    return [SoldDay(item, MONDAY - timedelta(weeks=ago), Decimal(q), None, None) for ago, q in sales if q]


def pieces(code: str, category: str = "c", subcategory: str = "s") -> Item:
    return Item(code, "EA", 0, category, subcategory)


def sums(result: ForecastResult) -> dict[str, int]:
    """Item -> the pieces of all weeks."""
    return {series.key.node: int(series.steps.sum()) for series in result.of_level("item")}


def ahead(*items: Item, days: list[SoldDay], weeks: int = 13) -> ForecastResult:
    asked = replace(question(*items, days=days), weeks=weeks)
    (part,) = forecast_all(asked, lambda _: None).parts
    return part.result


def question(*items: Item, days: list[SoldDay], **known: tuple[Span, ...]) -> Question:
    spans = {"lacking": (), "declined": (), **known}
    return Question(items, tuple(days), **spans, first_day=MONDAY, weeks=4)


def test_items_of_one_unit_form_one_tree_and_progress_covers_all_of_them() -> None:
    shares: list[float] = []
    asked = question(BIKE, HELMET, PAINT, GLUE, days=[*sold("BIKE", "4"), *sold("PAINT", "2.5")])
    found = forecast_all(asked, shares.append)
    pieces, paint = found.parts
    assert (pieces.quantum.unit, pieces.quantum.step) == ("EA", 1)
    assert (paint.quantum.unit, paint.quantum.step) == ("KG", Decimal("0.001"))
    assert pieces.result.bucket_starts[0] == MONDAY
    assert pieces.result.at("item", "BIKE").steps.tolist() == [4] * 4
    assert pieces.result.at("subcategory", "gear", "other").steps.tolist() == [0] * 4
    assert paint.result.at("total", "all").steps.tolist() == [2500] * 4
    assert list(found.left_out) == ["GLUE"]
    assert shares == sorted(shares)


def test_without_any_sales_there_is_nothing_to_forecast_from() -> None:
    with pytest.raises(HistoryTooShort, match="no sales lines"):
        forecast_all(question(BIKE, days=[]), lambda _: None)
    with pytest.raises(HistoryTooShort, match="no item"):
        forecast_all(question(days=[]), lambda _: None)


def test_a_week_touched_by_a_stock_out_is_lifted_unless_somebody_declined_that() -> None:
    days = [day for day in sold("BIKE", "4") if day.day != MONDAY - timedelta(weeks=5)]
    midweek = MONDAY - timedelta(weeks=5) + timedelta(days=2)
    out = Span("BIKE", midweek, midweek)
    (lifted,) = forecast_all(question(BIKE, days=days, lacking=(out,)), lambda _: None).parts
    (change,) = lifted.result.at("item", "BIKE").changes
    assert lifted.first_week + timedelta(weeks=change.position) == MONDAY - timedelta(weeks=5)
    assert (change.before, change.after) == (0, 4)
    (kept,) = forecast_all(question(BIKE, days=days, lacking=(out,), declined=(out,)), lambda _: None).parts
    assert kept.result.at("item", "BIKE").changes == ()


def test_returns_lower_the_forecast_to_what_stays_sold() -> None:
    """20 a week, of which each fourth week 50 come back: 97.5 in 13 weeks. 90 sold once that all come back: 13."""
    back = weekly("RET", lambda ago: 0 if ago % 4 else -50)
    days = [*weekly("RET", lambda _: 20), *back, *weekly("ONCE", lambda ago: {3: 91, 2: -89}.get(ago, 1))]
    found = sums(ahead(pieces("RET"), pieces("ONCE"), days=days))
    assert found["RET"] == pytest.approx(97.5, rel=0.1)
    assert found["ONCE"] == 13


def test_returns_in_a_rhythm_are_forecast_as_they_will_fall_and_on_average_at_what_stays_sold() -> None:
    """Thirteen weeks are three rhythms of 30 and one week more, of which 0, 0, 10 or 20 stay sold: 97.5 on average."""
    found = []
    for shift in range(4):
        back = weekly("RET", lambda ago, shift=shift: 0 if (ago + shift) % 4 else -50)
        found.append(sums(ahead(pieces("RET"), days=[*weekly("RET", lambda _: 20), *back]))["RET"])
    assert found == [90, 90, 100, 110]
    assert sum(found) / 4 == 97.5


def test_an_item_of_which_more_came_back_than_was_sold_is_told_and_not_forecast() -> None:
    days = [*weekly("RET", lambda ago: 20 if ago % 4 else -100), *weekly("BIKE", lambda _: 5)]
    (part,) = forecast_all(question(pieces("RET"), pieces("BIKE"), days=days), lambda _: None).parts
    assert part.owed == {"RET": 26 * 40}
    assert sums(part.result) == {"RET": 0, "BIKE": 20}


LUMPS = {
    "NINTH": (90, lambda ago: ago % 9 == 0),
    "SIXTH": (60, lambda ago: ago % 6 == 0),
    "FOURTH": (40, lambda ago: ago % 4 == 0),
    "QUARTERLY": (130, lambda ago: ago % 13 == 0),
    "SECOND": (20, lambda ago: ago % 2 == 0),
    "NOW AND THEN": (90, lambda ago: ago in {2, 5, 14, 26, 32, 48, 49, 66, 67, 75, 81, 96, 97, 102}),
}


@pytest.mark.parametrize("beside", [0, 2])
def test_what_is_bought_in_lots_is_forecast_at_its_level_whatever_stands_beside_it(beside: int) -> None:
    """Ten a week in lots of each rhythm: about 130 in 13 weeks, and an interval that holds a lot."""
    steady = [pieces(f"STEADY-{n}") for n in range(beside)]
    days = [day for item in steady for day in weekly(item.item, lambda ago: 100 + ago % 3)]
    for code, (lot, when) in LUMPS.items():
        lots = weekly(code, lambda ago, lot=lot, when=when: lot if when(ago) else 0)
        result = ahead(pieces(code), *steady, days=[*days, *lots])
        assert 117 <= sums(result)[code] <= 180, code
        assert result.at("item", code).upper.max() > 10


def test_a_steady_item_stays_at_its_level_and_lumps_at_theirs_whatever_else_the_company_sells() -> None:
    odd = {
        "STEADY": lambda _: 100,
        "LUMPS": lambda ago: 90 if ago % 9 == 0 else 0,
        "STOPPED": lambda ago: 30 if ago > 40 else 0,
        "NEW": lambda ago: 40 if ago < 9 else 0,
        "ONCE": lambda ago: 12 if ago == 2 else 0,
        "RETURNS": lambda ago: -3 if ago < 30 else 0,
        "HUGE": lambda _: 999_999_999,
    }
    result = ahead(*map(pieces, odd), days=[day for code, level in odd.items() for day in weekly(code, level)])
    found = sums(result)
    assert (found["STEADY"], found["HUGE"], found["STOPPED"], found["RETURNS"]) == (1300, 13 * 999_999_999, 0, 0)
    assert found["NEW"] == pytest.approx(520, rel=0.05)
    assert 117 <= found["LUMPS"] <= 180
    assert int(result.at("total", "all").steps.sum()) == sum(found.values())


def seasonal(ago: int) -> int:
    return round(100 + 40 * math.sin(-2 * math.pi * ago / 52) + (ago * 7919 % 17) - 8)


def test_one_date_of_long_ago_changes_neither_forecast_nor_class() -> None:
    days = [day for code in ("ONE", "OTHER") for day in weekly(code, seasonal, 156)]
    right = ahead(pieces("ONE"), pieces("OTHER"), days=days)
    for slip in (date(2022, 3, 7), date(206, 3, 6)):
        wrong = ahead(pieces("ONE"), pieces("OTHER"), days=[*days, SoldDay("OTHER", slip, Decimal(1), None, None)])
        for before, after in zip(right.series, wrong.series, strict=True):
            assert abs(after.steps - before.steps).max() <= 2, slip
            assert (after.demand.kind, after.method) == (before.demand.kind, before.method), slip


def test_half_a_piece_of_one_item_leaves_all_in_whole_pieces() -> None:
    days = [*weekly("ONE", lambda ago: 3 + ago * 7 % 5), *weekly("TWO", lambda ago: 4.5 if ago == 9 else 4)]
    (part,) = forecast_all(question(pieces("ONE"), pieces("TWO"), days=days), lambda _: None).parts
    assert part.quantum.step == 1
    assert sums(part.result)["TWO"] == 16


def test_one_fine_row_leaves_the_others_as_fine_as_their_unit() -> None:
    fine = SoldDay("PUTTY", MONDAY - timedelta(days=9), Decimal("0.000001"), None, None)
    putty = PAINT._replace(item="PUTTY")
    asked = question(PAINT, putty, days=[*sold("PAINT", "2.5"), *sold("PUTTY", "1"), fine])
    (part,) = forecast_all(asked, lambda _: None).parts
    assert part.quantum.step == Decimal("0.001")


def test_a_series_that_no_model_can_be_chosen_for_has_its_mean_and_the_others_go_on(monkeypatch) -> None:
    def breaks(series, horizon, season):
        if series[-1] == 7:
            raise ArithmeticError("seven is not to be had")
        return models.naive(series, horizon, season)

    monkeypatch.setitem(models._MODELS, models.NAIVE, breaks)
    days = [*weekly("SEVEN", lambda _: 7), *weekly("BIKE", lambda _: 5)]
    result = ahead(pieces("SEVEN"), pieces("BIKE"), days=days)
    assert (result.at("item", "SEVEN").failure, result.at("item", "BIKE").failure) == (
        "ArithmeticError: seven is not to be had",
        "",
    )
    assert sums(result) == {"SEVEN": 91, "BIKE": 65}


days_of_sale = st.builds(
    SoldDay,
    st.sampled_from(["A", "B", "C"]),
    st.dates(),
    st.decimals(-(10**12), 10**12, places=6),
    st.none() | st.integers(-(10**18), 10**18),
    st.sampled_from(["EUR", None]),
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(days_of_sale, min_size=1, max_size=30),
    st.dates(date(1, 1, 9), date(9990, 12, 31)),
    st.integers(1, 52),
    st.sampled_from([0, 2, 3, 6]),
)
def test_any_dates_and_figures_give_a_short_history_and_finite_sums_that_agree(
    days, first_day, weeks, decimals
) -> None:
    items = tuple(Item(code, "X", decimals, code, "s") for code in "ABC")
    spans = (Span("A", date.min, date.max), Span("B", date.max, date.max), Span("C", date.min, date.min))
    asked = Question(items, tuple(days), spans, spans[1:], first_day, weeks)
    try:
        (part,) = forecast_all(asked, lambda _: None).parts
    except HistoryTooShort:
        return
    assert (first_day - part.first_week).days <= 1101 * 7
    total = part.result.at("total", "all").steps
    assert (total >= 0).all()
    assert (sum(series.steps for series in part.result.of_level("item")) == total).all()
    for series in part.result.series:
        low, high = series.interval_steps
        assert (low <= series.steps).all()
        assert (series.steps <= high).all()
