"""FC-1, FC-4: a real company's sales, forecast at every level and compared with what then was sold."""

import csv
from dataclasses import replace
from datetime import date
from time import process_time

import numpy as np
import pytest

from headrace_contracts.values import Money, Quantity
from headrace_forecasting.engine.demand.history import SalesHistory, history_of
from headrace_forecasting.engine.forecast import forecast
from headrace_forecasting.engine.levels.hierarchy import Hierarchy, build_hierarchy
from headrace_forecasting.engine.result import ForecastResult
from headrace_forecasting.model.sales import Quantum, SalesLine
from headrace_testkit.needs import ADVENTURE_WORKS, needs_adventure_works

HORIZON, SEASON = 13, 52
RUN_LIMIT = 60.0
"""CPU seconds of this process; measured 4."""

pytestmark = [pytest.mark.data, pytest.mark.slow, needs_adventure_works]


def rows(name: str) -> list[dict[str, str]]:
    with (ADVENTURE_WORKS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sales_line(row: dict[str, str]) -> SalesLine:
    quantity = Quantity.of(row["quantity"], "pcs")
    value = Money.of(row["unit_price"], "USD").times(quantity.value)
    return SalesLine(date.fromisoformat(row["order_date"]), row["product_number"], quantity, value)


def tree_of(codes: list[str]) -> Hierarchy:
    categories = {row["product_category_id"]: row["name"] for row in rows("product_category")}
    kinds = {row["product_subcategory_id"]: row for row in rows("product_subcategory")}
    products = {row["product_number"]: kinds[row["product_subcategory_id"]] for row in rows("product")
                if row["product_subcategory_id"]}  # fmt: skip
    paths = [("all", categories[products[c]["product_category_id"]], products[c]["name"], c) for c in codes]
    return build_hierarchy(("total", "category", "subcategory", "item"), paths)


@pytest.fixture(scope="module")
def world() -> tuple[SalesHistory, Hierarchy]:
    lines = [sales_line(row) for row in rows("sales")]
    codes = sorted({line.item for line in lines})
    history = history_of(lines, codes, Quantum.of(1, "pcs"), through=max(line.day for line in lines))
    return history, tree_of(codes)


@pytest.fixture(scope="module")
def held_out(world: tuple[SalesHistory, Hierarchy]) -> tuple[ForecastResult, np.ndarray, float]:
    history, tree = world
    known = replace(history, quantities=history.quantities[:, :-HORIZON])
    started = process_time()
    result = forecast(known, tree)
    return result, tree.aggregate(history.quantities.astype(float)), process_time() - started


def rmsse(means: np.ndarray, actual: np.ndarray, training: np.ndarray) -> float:
    scale = np.sqrt(np.mean(np.diff(training) ** 2)) or 1.0
    return float(np.sqrt(np.mean((means - actual) ** 2)) / scale)


def test_the_forecast_is_no_worse_than_naive_at_total_and_category(held_out, record_testsuite_property) -> None:
    result, sold, _ = held_out
    for series, row in zip(result.series, sold, strict=True):
        if series.key.level not in ("total", "category"):
            continue
        past, future = row[:-HORIZON], row[-HORIZON:]
        ours = rmsse(series.mean, future, past)
        seasonal = rmsse(past[-SEASON:][:HORIZON], future, past)
        naive = rmsse(past[-1:], future, past)
        record_testsuite_property(
            f"{series.key.level} {series.key.node}",
            f"{series.method}: RMSSE {ours:.3f}, seasonal naive {seasonal:.3f}, naive {naive:.3f}",
        )
        assert ours <= seasonal
        assert ours <= naive


def test_items_gain_on_both_naives_and_their_intervals_hold(held_out, record_testsuite_property) -> None:
    result, sold, _ = held_out
    items = result.of_level("item")
    past, future = sold[-len(items) :, :-HORIZON], sold[-len(items) :, -HORIZON:]
    ours, seasonal, naive = (
        np.mean([rmsse(m, f, p) for m, f, p in zip(means, future, past, strict=True)])
        for means in ([s.mean for s in items], past[:, -SEASON:][:, :HORIZON], past[:, -1:])
    )
    record_testsuite_property("items", f"RMSSE {ours:.3f}, seasonal naive {seasonal:.3f}, naive {naive:.3f}")
    assert ours < 0.85 * min(seasonal, naive)
    bounds = [s.interval_steps for s in items]
    inside = [(low <= f) & (f <= high) for (low, high), f in zip(bounds, future, strict=True)]
    assert 0.85 <= np.mean(inside) <= 0.99


def test_the_whole_company_takes_seconds_and_adds_up(world, held_out) -> None:
    result, _, seconds = held_out
    assert seconds < RUN_LIMIT
    assert len(result.of_level("item")) == len(world[0].items) == 130
    total = result.at("total", "all").steps
    for level in ("category", "subcategory", "item"):
        assert np.array_equal(total, sum(series.steps for series in result.of_level(level)))
