"""FC-7: a stock policy for each kind of demand, changeable by the company."""

from __future__ import annotations

from datetime import timedelta

from headrace_forecasting.engine.company import forecast_all
from headrace_forecasting.service import service
from headrace_forecasting.usecases import run_forecast
from headrace_testkit.bench import START

from .history_rows import item, row

USUAL = {
    "smooth": "(R,Q)",
    "volatile": "(T,S)",
    "intermittent": "(s,S)",
    "slow": "(B,S)",
    "new": "(B,S)",
    "stopped": "none",
}


async def policies(client) -> dict[str, str]:
    return {row["kind"]: row["policy"] for row in (await client.get("/v1/stock-policies")).json()["items"]}


async def test_a_company_changes_the_policy_of_a_kind_and_no_other_company_sees_it(start_service):
    bench = await start_service(service)
    planner = bench.client("planner")
    assert await policies(planner) == USUAL
    rows = [
        {"kind": "volatile", "policy": "(s,S)"},
        {"kind": "smooth", "policy": "(R,Q)"},
        {"kind": "lazy", "policy": "(s,S)"},
        {"kind": "slow", "policy": "(X,Y)"},
        {"kind": "volatile", "policy": "(T,S)"},
    ]
    loaded = (await planner.put("/v1/stock-policies", json={"items": rows})).json()
    assert (loaded["created"], loaded["changed"], loaded["unchanged"]) == (0, 1, 1)
    assert sorted((e["row"], e["field"]) for e in loaded["errors"]) == [(2, "kind"), (3, "policy"), (4, "kind")]
    assert await policies(planner) == {**USUAL, "volatile": "(s,S)"}
    assert await policies(bench.client("planner", tenant="rival")) == USUAL
    assert (await bench.client("sales").put("/v1/stock-policies", json={"items": rows})).status_code == 403


async def test_the_chosen_policy_shows_at_once_on_series_of_that_kind(start_service):
    bench = await start_service(service)
    await bench.hear(item("BIKE"))
    today = START.date()
    rows = [row(f"SO-{n}", "BIKE", today - timedelta(weeks=n), 4) for n in range(1, 40)]
    await bench.client("sales").put("/v1/sales-history", json={"items": rows})
    async with bench.running.database.transaction("acme") as tx:
        question = await run_forecast.gather(tx, today, 4)
        await run_forecast.keep(tx, "fco_1", "li.na", question, forecast_all(question, lambda _: None))
    planner = bench.client("planner")

    async def shown() -> tuple[str, str]:
        (found,) = (await planner.get("/v1/series", params={"item": "BIKE"})).json()["items"]
        detail = (await planner.get(f"/v1/series/{found['id']}")).json()
        assert detail["demand"] == found["demand"]
        return found["demand"]["kind"], found["demand"]["policy"]

    assert await shown() == ("smooth", "(R,Q)")
    await planner.put("/v1/stock-policies", json={"items": [{"kind": "smooth", "policy": "(T,S)"}]})
    assert await shown() == ("smooth", "(T,S)")
