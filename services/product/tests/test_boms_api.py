"""PDM-2, PDM-10: BOMs with dated lines; unknown parts, wrong units and loops are errors of their row."""

from __future__ import annotations

from itertools import pairwise

import pytest

from headrace_contracts.product.v1 import BomPublished
from headrace_product.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.loads import counts, put

from .product_world import UNITS, bom, bom_line, engineer, item


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await put(engineer(bench), "units", *UNITS)
    parts = [item(code) for code in ("BIKE", "FRAME", "TUBE", "WHEEL")]
    await put(engineer(bench), "items", *parts, item("PAINT", unit="KG", source="buy"))
    return bench


async def test_a_bom_is_published_with_its_revision_and_shown_as_of_a_day(bench):
    old = bom_line("WHEEL", "2", valid_to="2026-05-31")
    new = bom_line("WHEEL", "3", valid_from="2026-06-01", scrap_percent="1.5")
    row = bom("BIKE", new, old, "FRAME", bom_line("PAINT", "0.125", unit="KG"))
    assert counts(await put(engineer(bench), "boms", row)) == (1, 0, 0, 0)
    [told] = await bench.told(BomPublished)
    assert (told.item, told.revision) == ("BIKE", 1)
    assert [str(line.quantity_per) for line in told.lines] == ["1 EA", "0.125 KG", "2 EA", "3 EA"]
    for day, wheels in (("2026-05-31", "2"), ("2026-06-01", "3")):
        shown = (await engineer(bench).get("/v1/boms/BIKE", params={"on": day})).json()
        assert [line["quantity_per"]["value"] for line in shown["lines"] if line["component"] == "WHEEL"] == [wheels]


async def test_the_same_lines_in_another_order_are_no_change_and_a_changed_line_is_a_revision(bench):
    await put(engineer(bench), "boms", bom("BIKE", "FRAME", "WHEEL"), bom("FRAME", "TUBE"))
    again = await put(engineer(bench), "boms", bom("BIKE", "WHEEL", bom_line("FRAME", "1.00")), bom("FRAME", "TUBE"))
    assert counts(again) == (0, 0, 2, 0)
    changed = await put(engineer(bench), "boms", bom("BIKE", bom_line("WHEEL", "2"), "FRAME"), bom("FRAME", "TUBE"))
    assert counts(changed) == (0, 1, 1, 0)
    told = [(e.item, e.revision) for e in await bench.told(BomPublished)]
    assert told == [("BIKE", 1), ("FRAME", 1), ("BIKE", 2)]


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (bom("GHOST", "WHEEL"), "item", "item 'GHOST' is unknown"),
        (bom("BIKE", "FRAME", "GHOST"), "lines.1.component", "component 'GHOST' is unknown"),
        (bom("BIKE", bom_line("WHEEL", unit="FURLONG")), "lines.0.unit", "unit 'FURLONG' is unknown"),
        (bom("BIKE", bom_line("PAINT", unit="EA")), "lines.0.unit", "PAINT is counted in KG, not EA"),
        (bom("BIKE", bom_line("WHEEL", "-2")), "lines.0.quantity_per", "greater than 0"),
        (bom("BIKE", bom_line("WHEEL", scrap_percent="100")), "lines.0.scrap_percent", "less than 100"),
        (bom("BIKE", bom_line("WHEEL", valid_to="2025-12-31")), "lines.0.valid_to", "before it begins"),
        (bom("BIKE", "WHEEL", bom_line("WHEEL", valid_from="2026-06-01")), "lines.1.valid_from", "both have WHEEL"),
        (bom("TUBE", "BIKE"), "lines", "TUBE > BIKE > FRAME > TUBE"),
    ],
)
async def test_a_wrong_bom_is_named_and_changes_nothing(bench, row, field, words):
    await put(engineer(bench), "boms", bom("BIKE", "FRAME"), bom("FRAME", "TUBE"))
    before = await bench.query("SELECT * FROM bom ORDER BY id")
    loaded = await put(engineer(bench), "boms", row)
    assert counts(loaded)[:3] == (0, 0, 0)
    error = loaded["errors"][0]
    assert (error["row"], error["field"]) == (0, field)
    assert words in error["detail"]
    assert await bench.query("SELECT * FROM bom ORDER BY id") == before
    assert len(await bench.told(BomPublished)) == 2


async def test_a_loop_within_one_load_refuses_the_row_that_closes_it(bench):
    loaded = await put(engineer(bench), "boms", bom("BIKE", "FRAME"), bom("FRAME", "TUBE"), bom("TUBE", "BIKE"))
    assert loaded["created"] == 2
    assert [error["row"] for error in loaded["errors"]] == [2]


async def test_every_wrong_line_of_a_row_is_named(bench):
    loaded = await put(engineer(bench), "boms", bom("BIKE", "GHOST", "WHEEL", bom_line("PAINT")))
    assert [error["field"] for error in loaded["errors"]] == ["lines.0.component", "lines.2.unit"]


async def test_boms_are_found_by_component(bench):
    await put(engineer(bench), "boms", bom("BIKE", "FRAME", "WHEEL"), bom("FRAME", "TUBE"))
    answer = await engineer(bench).get("/v1/boms", params={"component": "TUBE"})
    assert [row["item"] for row in answer.json()["items"]] == ["FRAME"]
    answer = await engineer(bench).get("/v1/boms", params={"item": "BIKE"})
    assert [row["id"] for row in answer.json()["items"]] == ["BIKE"]
    assert (await engineer(bench, "rival").get("/v1/boms/BIKE")).status_code == 404


async def test_a_thousand_deep_boms_are_loaded_in_one_request_and_told_once_each(bench):
    codes = [f"L{n:04d}" for n in range(1000)]
    await put(engineer(bench), "items", *(item(code) for code in codes))
    rows = [bom(above, below, "WHEEL") for above, below in pairwise(codes)]
    assert counts(await put(engineer(bench), "boms", *rows)) == (999, 0, 0, 0)
    assert counts(await put(engineer(bench), "boms", *rows)) == (0, 0, 999, 0)
    assert len(await bench.told(BomPublished)) == 999
    loop = await put(engineer(bench), "boms", bom(codes[-1], codes[0]))
    assert loop["errors"][0]["detail"].startswith("L0999 > L0000 > L0001")
