"""MES-2, MES-7, PLT-7: orders that the version before stored are gone on with, also while it still runs."""

from __future__ import annotations

import json

import asyncpg
import pytest

from headrace_contracts.mes.v1 import UnitsCompleted, WorkOrderClosed
from headrace_testkit.earlier import database_at

from .earlier_orders import as_earlier, body_of, store_as_earlier
from .plant import as_json, ready, shown

PARTS = {"units", "issued", "broken", "used"}


async def report(bench, order: str, sequence: int, good: int, scrap: int = 0):
    body = {"sequence": sequence, "good": as_json(good), "scrap": as_json(scrap), "reason": "bent"}
    answer = await bench.client("operator").post(f"/v1/work-orders/{order}/reports", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def listed(bench, order: str, part: str) -> list[dict]:
    return (await bench.client("planner").get(f"/v1/work-orders/{order}/{part}")).json()["items"]


async def half_made(bench) -> str:
    """Of four pieces one is handed over and one is scrap."""
    order = await ready(bench, quantity=4)
    await report(bench, order, 10, 4)
    await report(bench, order, 20, 1, 1)
    return order


async def test_an_order_in_the_form_of_before_reads_the_same(bench):
    order = await half_made(bench)
    before = [await shown(bench, order), await listed(bench, order, "units")]
    await as_earlier(bench, order)
    after = [await shown(bench, order), await listed(bench, order, "units")]
    assert [{**after[0], "version": 0}, *after[1:]] == [{**before[0], "version": 0}, *before[1:]]
    assert [lot["used"]["value"] for lot in await listed(bench, order, "material")] == ["1", "1", "0", "0", "4"]


async def test_its_first_change_moves_its_pieces_and_lots_to_their_tables(bench):
    order = await half_made(bench)
    await as_earlier(bench, order)
    await report(bench, order, 20, 1)
    assert not PARTS & (await body_of(bench, order)).keys()
    assert [unit["state"] for unit in await listed(bench, order, "units")] == ["good", "good", "in_work", "scrapped"]
    await report(bench, order, 20, 1)
    told = await bench.told(UnitsCompleted)
    assert [serial[-1] for event in told for serial in event.serials] == ["1", "2", "3"]
    used = [use for event in (*told, *await bench.told(WorkOrderClosed)) for use in event.consumed]
    assert sum(use.quantity.value for use in used if use.component == "WHEEL") == 8
    assert await bench.parked() == []


async def test_what_a_replica_of_the_version_before_stores_until_then_is_taken_up(bench):
    order = await half_made(bench)
    await as_earlier(bench, order)
    body = await body_of(bench, order)
    body["units"][1]["state"] = "scrapped"
    body["operations"][1]["scrap"]["value"] = "2"
    await store_as_earlier(bench, order, body)
    await report(bench, order, 20, 1)
    assert [unit["state"] for unit in await listed(bench, order, "units")] == ["good", "scrapped", "good", "scrapped"]


async def test_what_it_would_store_afterwards_is_refused_for_now_and_in_words(bench):
    order = await half_made(bench)
    old = await body_of(bench, order)
    without = {name: value for name, value in old.items() if name != "apart"}
    with pytest.raises(asyncpg.LockNotAvailableError, match=f"work order {order} are kept by a newer version"):
        await store_as_earlier(bench, order, without | {part: [] for part in PARTS})
    assert await body_of(bench, order) == old


async def test_a_database_of_before_is_migrated_while_a_replica_of_before_goes_on(postgres):
    body = {"units": [{"serial": "WO-1-0001", "state": "in_work", "place": "shop"}], "state": "in_progress"}
    row = ["wo_1", "acme", 1, json.dumps(body), "WO-1", "prp_1", "BIKE", "north", "in_progress", [], []]
    columns = "id, tenant, version, body, number, proposal, item, plant, state, made_for, machines"
    async with database_at(postgres, "headrace_mes.migrations", "0003") as earlier:
        values = ", ".join(f"${n}" for n in range(1, len(row) + 1))
        await earlier.connection.execute(f"INSERT INTO work_order ({columns}) VALUES ({values})", *row)
        await earlier.migrate()
        body["units"][0]["state"] = "good"
        await earlier.connection.execute("UPDATE work_order SET version = 2, body = $1", json.dumps(body))
        assert json.loads(await earlier.connection.fetchval("SELECT body FROM work_order")) == body
