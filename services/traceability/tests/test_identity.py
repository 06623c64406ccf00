"""TRC-1, TRC-3, TRC-5: a thing is its number, its item and its maker, in links, codes, addresses and recalls."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.logistics.v1 import GoodsReceived, ReceivedLine
from headrace_contracts.mes.v1 import Certainty, Consumption
from headrace_contracts.quality.v1 import Disposition
from headrace_testkit.bench import ServiceBench
from headrace_traceability.model.thing import KINDS, Thing
from headrace_traceability.service import service

from .trade import LEADER, amount, completed, disposed, held, issued, name, received, shipped

SIGNS = st.text(min_size=1, max_size=70)
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await start_service(service)


def bought(item: str, lot: str, supplier: str) -> GoodsReceived:
    line = ReceivedLine(order_line=1, item=item, lot=lot, quantity=amount(4))
    return GoodsReceived(
        receipt=f"r-{item}-{supplier}",
        delivery_note="dn",
        purchase_order="po",
        supplier=supplier,
        plant="north",
        lines=(line,),
    )


def uses(item: str, lot: str, maker: str | None) -> Consumption:
    return Consumption(
        output="", component=item, lot=lot, serial="", quantity=amount(4), certainty=Certainty.RECORDED, maker=maker
    )


async def ask(bench: ServiceBench, path: str, status: int = 200, **params: str) -> dict:
    answer = await bench.client(tenant=LEADER).get(f"/v1/{path}", params=params)
    assert answer.status_code == status, answer.text
    return answer.json()


@given(st.sampled_from(KINDS), SIGNS, st.just("") | SIGNS, st.just("") | SIGNS)
def test_a_code_of_any_signs_is_read_back_as_the_same_thing(kind, number, item, maker):
    thing = Thing(kind, number, item, maker)
    assert Thing.read(thing.code) == thing
    assert Thing.read(thing.exactly) == thing
    assert Thing.is_whole(thing.exactly)


def test_parts_that_look_alike_when_joined_are_kept_apart():
    things = [Thing("lot", "1?item=A", "B"), Thing("lot", "1", "A?item=B"), Thing("lot", "1", "A&maker=B")]
    things += [Thing("lot", "1", "A", "B"), Thing("lot", "1", "B", "A"), Thing("lot", "1?item=A&maker=B")]
    assert len({thing.code for thing in things}) == len(things)


@pytest.fixture
async def two_of_a_number(bench) -> ServiceBench:
    """Three lots L1: bolts of two suppliers and caps of one; each went into a lot for a customer of its own."""
    lots = [("BOLT", "s1"), ("BOLT", "s2"), ("CAP", "s1")]
    await bench.hear(*(bought(item, "L1", maker) for item, maker in lots), tenant=LEADER)
    for n, (item, maker) in enumerate(lots):
        made = completed("B", uses(item, "L1", maker), serials=(f"B-{n}",), quantity=1)
        object.__setattr__(made, "lot", f"BIKES-{n}")
        await bench.hear(made, shipped(f"B-{n}", f"shp_{n}", f"c{n}"), tenant=LEADER)
    return bench


async def test_of_a_number_of_several_things_it_is_asked_which(two_of_a_number):
    for path in ("recalls/L1", "trace/lot:L1", "recalls/lot:L1"):
        problem = await ask(two_of_a_number, path, 409)
        assert problem["type"] == "/problems/several-things"
        assert [(one["item"], one["maker"]) for one in problem["candidates"]] == [
            ("BOLT", "s1"),
            ("BOLT", "s2"),
            ("CAP", "s1"),
        ]
    assert len((await ask(two_of_a_number, "recalls/L1", 409, item="BOLT"))["candidates"]) == 2
    assert (await ask(two_of_a_number, "events", 409, code="lot:L1"))["candidates"]


@pytest.mark.parametrize(
    ("item", "maker", "customer"), [("BOLT", "s1", "c0"), ("BOLT", "s2", "c1"), ("CAP", "s1", "c2")]
)
async def test_a_recall_reaches_whom_that_lot_went_to_and_nobody_else(two_of_a_number, item, maker, customer):
    by_parts = await ask(two_of_a_number, "recalls/L1", item=item, maker=maker)
    by_code = await ask(two_of_a_number, f"recalls/{quote(by_parts['code'], safe='')}")
    assert by_parts == by_code
    assert by_parts["customers"] == [customer]
    assert by_parts["code"] == f"lot:L1?item={item}&maker={maker}"


async def test_one_of_more_things_of_a_number_than_can_be_named_is_found_by_its_parts(bench):
    many = [("BOLT", f"s{n:03}") for n in range(60)] + [("CAP", "s059"), ("CAP_", "s0_9"), ("CAP", "")]
    await bench.hear(*(bought(item, "L1", maker) for item, maker in many if maker), tenant=LEADER)
    await bench.hear(replace(held("L1", 3, maker=""), item="CAP"), tenant=LEADER)
    for item, maker in many:
        code = Thing("lot", "L1", item, maker).exactly
        assert (await ask(bench, f"trace/{quote(code, safe='')}"))["code"] == code
        if maker:
            assert (await ask(bench, "recalls/L1", item=item, maker=maker))["code"] == code
    assert (await ask(bench, "recalls/L1", item="CAP_"))["code"] == Thing("lot", "L1", "CAP_", "s0_9").code
    of_maker = await ask(bench, "trace/lot:L1", 409, maker="s059")
    assert [(one["item"], one["maker"]) for one in of_maker["candidates"]] == [("BOLT", "s059"), ("CAP", "s059")]
    problem = await ask(bench, "recalls/L1", 409)
    assert (len(problem["candidates"]), "more than 50 things, such as" in problem["detail"]) == (50, True)


async def test_what_was_made_of_one_lot_names_one_supplier(two_of_a_number):
    back = await ask(two_of_a_number, "trace/lot:BIKES-1", direction="back")
    assert [node["number"] for node in back["nodes"] if node["kind"] == "supplier"] == ["s2"]


NUMBERS = [
    "批次1",
    "A 12",
    "L#12",
    "L@3",
    "L/4",
    "50%",
    "50%25",
    "Ä5",
    "L:6",
    "x" * 200,
    "lot:7",
    "?",
    "1?item=2",
    "serial:8",
]


async def test_whatever_number_a_lot_has_it_is_traced_and_recalled(bench):
    lots = [received(number, amount(1)) for number in NUMBERS]
    await bench.hear(*lots, tenant=LEADER)
    for number in NUMBERS:
        for path in (f"recalls/lot:{number}", f"recalls/{number}", f"trace/lot:{number}"):
            found = await ask(bench, quote(path))
            assert Thing.read(found["code"]).number == number, path
            again = await ask(bench, f"trace/{quote(found['code'], safe='')}")
            assert again["code"] == found["code"]


async def test_what_is_left_can_be_stopped_and_what_is_scrapped_is_told_as_such(bench):
    await bench.hear(
        received("STEEL-1", amount(10)), held("STEEL-1", 10, place="inspection", maker="steelco"), tenant=LEADER
    )
    left = [
        held("STEEL-1", 0, place="inspection", maker="steelco"),
        held("STEEL-1", 5, maker="steelco"),
        held("STEEL-1", 1, place="production", maker="steelco"),
    ]
    await bench.hear(*left, disposed("STEEL-1", amount(4), Disposition.SCRAP), tenant=LEADER)
    found = await ask(bench, "recalls/STEEL-1")
    assert found["in_house"] == ["lot:STEEL-1"]
    assert [(one["place"], one["quantity"]["value"]) for one in found["held"]] == [
        ("available", "5"),
        ("production", "1"),
    ]
    assert [(one["how"], one["document"], one["quantity"]["value"]) for one in found["disposed"]] == [
        ("scrap", "ncr_1", "4")
    ]


async def test_stock_of_which_nothing_else_was_heard_is_recalled_too(bench):
    await bench.hear(held("OPENING", 3, maker=""), tenant=LEADER)
    found = await ask(bench, "recalls/OPENING")
    assert (found["code"], found["customers"], found["in_house"]) == ("lot:OPENING?item=O", [], ["lot:OPENING"])
    assert (await ask(bench, "trace/lot:OPENING"))["edges"] == []


async def test_where_goods_are_is_the_firm_s_own_affair(bench):
    await bench.hear(received("STEEL-1", amount(10)), held("STEEL-1", 10, maker="steelco"), tenant=LEADER)
    theirs = (await bench.client(tenant="steelco").get("/v1/recalls/STEEL-1")).json()
    assert (theirs["held"], theirs["in_house"]) == ([], [])


async def keep_old(bench: ServiceBench, *links: tuple[str, str, str]) -> None:
    """Links as they were stored before lots had an item and a maker."""
    row = "INSERT INTO edge VALUES ('aurora', $1, $2, $3, 4, 'EA', $4, $5, NULL, NULL, 'recorded')"
    revision = import_module("headrace_traceability.migrations.versions.0003_things_have_an_item_and_a_maker")
    async with bench.running.database.transaction("*") as tx:
        for n, (source, target, kind) in enumerate(links):
            await tx.raw.execute(row, f"old/{n}", source, target, kind, LONG_AGO)
        await tx.raw.execute(revision.KNOWN)


async def test_what_was_received_before_and_is_used_today_is_one_thing(bench):
    await keep_old(bench, ("supplier:steelco", "lot:STEEL-1", "receive"))
    assert (await ask(bench, "recalls/STEEL-1"))["code"] == "lot:STEEL-1"
    await bench.hear(issued("wo", "STEEL-1", amount(4)), tenant=LEADER)
    await bench.hear(completed("FRAMES", uses("S", "STEEL-1", "steelco")), tenant=LEADER)
    back = await ask(bench, "trace/lot:FRAMES", direction="back")
    assert {node["code"] for node in back["nodes"]} == {
        "lot:FRAMES?item=F&maker=aurora",
        "lot:STEEL-1?item=S&maker=steelco",
        "supplier:steelco",
    }


async def test_a_short_name_that_is_somebody_else_s_is_left_as_it_is_and_can_still_be_asked_for(bench):
    await keep_old(bench, ("supplier:otherco", "lot:STEEL-1", "receive"))
    await bench.hear(issued("wo", "STEEL-1", amount(4)), tenant=LEADER)
    problem = await ask(bench, "recalls/STEEL-1", 409)
    old, new = problem["candidates"]
    assert (old["code"], new["code"]) == ("lot:STEEL-1?", "lot:STEEL-1?item=S&maker=steelco")
    assert (await ask(bench, f"trace/{quote(old['code'], safe='')}"))["edges"][0]["source"] == "supplier:otherco"


async def test_a_use_told_before_lots_had_a_maker_is_of_the_one_lot_it_can_be(bench):
    await bench.hear(bought("BOLT", "L1", "s1"), bought("CAP", "L1", "s2"), tenant=LEADER)
    await bench.hear(completed("FRAMES", uses("BOLT", "L1", None)), tenant=LEADER)
    back = await ask(bench, "trace/lot:FRAMES", direction="back")
    assert [node["code"] for node in back["nodes"] if node["kind"] == "supplier"] == ["supplier:s1"]
    assert {name(node["code"]) for node in back["nodes"]} == {"lot:FRAMES", "lot:L1", "supplier:s1"}
