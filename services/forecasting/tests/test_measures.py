"""PLT-7: what Prometheus is told of forecasts is what stands in the books."""

from __future__ import annotations

import pytest

from headrace_forecasting.service import service

ORDER = "INSERT INTO forecast_order (id, tenant, version, body, number, state) VALUES ($1, 'acme', 1, '{}', $1, $2)"
SERIES = """
    INSERT INTO series (id, tenant, version, body, order_id, level, node, method)
    VALUES ($1, 'acme', 1, jsonb_build_object('error', $3::float8, 'naive_error', $4::float8), $2, $5, $1, 'theta')
"""


async def test_the_error_is_that_of_the_newest_order_over_items_that_could_be_measured(start_service):
    bench = await start_service(service)
    assert "forecasting_error_ratio" not in await bench.measured()
    await bench.query(ORDER, "fo_1", "released")
    await bench.query(ORDER, "fo_2", "draft")
    await bench.query(SERIES, "old", "fo_1", 9.0, 1.0, "item")
    await bench.query(SERIES, "a", "fo_2", 0.6, 1.0, "item")
    await bench.query(SERIES, "b", "fo_2", 1.0, 3.0, "item")
    await bench.query(SERIES, "short", "fo_2", None, None, "item")
    await bench.query(SERIES, "all", "fo_2", 5.0, 1.0, "total")
    told = await bench.measured()
    assert told["forecasting_error_ratio"] == pytest.approx(1.6 / 4)
    assert (told['forecasting_orders{state="draft"}'], told['forecasting_orders{state="adjusted"}']) == (1, 0)
