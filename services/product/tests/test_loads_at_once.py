"""PDM-2, PDM-10: loads that are sent at the same time end as if they had been sent one after the other."""

from __future__ import annotations

import asyncio

import pytest

from headrace_contracts.product.v1 import BomPublished, ItemDefined
from headrace_product.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.loads import put

from .product_world import UNITS, bom, engineer, item


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await put(engineer(bench), "units", *UNITS)
    return bench


async def test_two_loads_can_not_close_a_loop_together(bench):
    await put(engineer(bench), "items", item("A"), item("B"))
    for _ in range(5):
        loads = await asyncio.gather(
            put(engineer(bench), "boms", bom("A", "B")), put(engineer(bench), "boms", bom("B", "A"))
        )
        assert sorted(len(load["errors"]) for load in loads) == [0, 1]
        assert len(await bench.query("SELECT * FROM bom WHERE components <> '{}'")) == 1
        await put(engineer(bench), "boms", bom("A"), bom("B"))


async def test_the_same_items_loaded_by_two_at_once_are_told_once(bench):
    rows = [item(f"P{n}") for n in range(50)]
    loads = await asyncio.gather(*(put(engineer(bench), "items", *rows) for _ in range(3)))
    assert sum(load["created"] for load in loads) == 50
    assert sum(load["unchanged"] for load in loads) == 100
    assert sorted(e.item for e in await bench.told(ItemDefined)) == sorted(row["item"] for row in rows)


async def test_revisions_of_a_bom_are_told_in_their_order_however_they_are_sent(bench):
    await put(engineer(bench), "items", item("A"), *(item(f"P{n}") for n in range(8)))
    await asyncio.gather(*(put(engineer(bench), "boms", bom("A", f"P{n}")) for n in range(8)))
    told = await bench.told(BomPublished)
    assert [event.revision for event in told] == list(range(1, 9))
    kept = (await engineer(bench).get("/v1/boms/A")).json()
    assert (kept["revision"], kept["lines"][0]["component"]) == (8, told[-1].lines[0].component)


async def test_organisations_do_not_wait_for_or_see_each_other(bench):
    await put(engineer(bench, "rival"), "units", *UNITS)
    loads = await asyncio.gather(
        put(engineer(bench), "items", item("A"), item("B")),
        put(engineer(bench, "rival"), "items", item("A", name="Other"), item("C")),
    )
    assert [load["created"] for load in loads] == [2, 2]
    assert [e.name for e in await bench.told(ItemDefined, tenant="rival")] == ["Other", "C"]
    assert (await engineer(bench).get("/v1/items/A")).json()["name"] == "A"
    assert (await put(engineer(bench), "boms", bom("A", "C")))["errors"][0]["field"] == "lines.0.component"
