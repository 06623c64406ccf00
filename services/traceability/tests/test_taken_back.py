"""TRC-1, TRC-3, TRC-5: pieces that the shop takes back are no longer made, and material that broke is scrap."""

from __future__ import annotations

import pytest

from headrace_contracts.mes.v1 import Certainty
from headrace_contracts.quality.v1 import LotTakenBack
from headrace_testkit.bench import ServiceBench
from headrace_traceability.service import service

from .trade import LEADER, amount, broke, completed, held, name, received, shipped, taken_back, used

POSSIBLE = Certainty.POSSIBLE


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(received("STEEL-1", amount(4)), received("TUBES-1", amount(4)), tenant=LEADER)
    return bench


async def told(bench: ServiceBench, *events) -> None:
    for event in events:
        await bench.hear(event, tenant=LEADER)


async def ask(bench: ServiceBench, path: str, **params: str) -> dict:
    answer = await bench.client(tenant=LEADER).get(f"/v1/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def links(found: dict) -> list[tuple[str, str, str, bool]]:
    return [
        (name(e["source"]), name(e["target"]), e["quantity"]["value"], e["ended_at"] is not None)
        for e in found["edges"]
    ]


async def test_a_piece_taken_back_has_left_its_lot_and_a_recall_says_who_has_it(bench):
    bikes = completed("BIKES", used("BIKES", "STEEL-1", amount(2), certainty=POSSIBLE), serials=("B-1", "B-2"))
    await told(bench, bikes, taken_back("BIKES", serials=("B-2",)), shipped("B-1"))
    forth = await ask(bench, "trace/lot:STEEL-1", direction="forward")
    assert links(forth)[:4] == [
        ("lot:STEEL-1", "lot:BIKES", "2", False),
        ("lot:BIKES", "serial:B-1", "1", False),
        ("lot:BIKES", "serial:B-2", "1", True),
        ("serial:B-2", "shop:wo-BIKES", "1", False),
    ]
    recall = await ask(bench, "recalls/STEEL-1")
    assert [(name(one["code"]), one["how"], one["document"]) for one in recall["disposed"]] == [
        ("serial:B-2", "shop", "wo-BIKES")
    ]
    assert [[name(code) for code in one["things"]] for one in recall["shipments"]] == [["serial:B-1"]]
    steps = [event["step"] for event in (await ask(bench, "events", code="serial:B-2"))["items"]]
    assert steps == ["taking_back", "commissioning"]


async def test_a_piece_made_anew_of_other_material_is_not_blamed_for_the_first(bench):
    """One piece was counted, was never made: its steel broke. It is made of tubes and shipped."""
    steel = used("B-1", "STEEL-1", amount(1))
    await told(bench, completed("BIKES", steel, serials=("B-1",), quantity=1))
    await told(bench, taken_back("BIKES", steel, serials=("B-1",)), broke("wo-BIKES", "STEEL-1", amount(1)))
    await told(bench, held("STEEL-1", 0, place="production", maker="steelco"))
    await told(bench, completed("BIKES", used("B-1", "TUBES-1", amount(1)), serials=("B-1",), quantity=1))
    await told(bench, shipped("B-1"))
    old, new = await ask(bench, "recalls/STEEL-1"), await ask(bench, "recalls/TUBES-1")
    assert (old["customers"], old["in_house"], new["customers"], new["disposed"]) == ([], [], ["velo"], [])
    assert {(name(one["code"]), one["how"], one["document"]) for one in old["disposed"]} == {
        ("serial:B-1", "shop", "wo-BIKES"),
        ("lot:STEEL-1", "scrap", "iss_9"),
    }
    shipment = await ask(bench, "trace/shipment:shp_1", direction="back")
    assert {node["code"] for node in shipment["nodes"] if node["number"] == "STEEL-1"} == set()


async def test_what_was_shipped_before_the_rest_was_taken_back_is_still_found(bench):
    bikes = completed("BIKES", used("BIKES", "STEEL-1", amount(2), certainty=POSSIBLE), serials=("B-1", "B-2"))
    await told(bench, bikes, shipped("B-1"), taken_back("BIKES", serials=("B-2",)))
    assert (await ask(bench, "recalls/STEEL-1"))["customers"] == ["velo"]


async def test_material_of_pieces_that_were_never_made_is_taken_off_the_lot_and_may_still_be_in_the_rest(bench):
    steel, tubes = used("FRAMES", "STEEL-1", amount(4)), used("FRAMES", "TUBES-1", amount(2))
    await told(bench, completed("FRAMES", steel, tubes, quantity=6))
    back = [used("FRAMES", "TUBES-1", amount(2), certainty=POSSIBLE), used("FRAMES", "STEEL-1", amount(1))]
    await told(bench, taken_back("FRAMES", *back, quantity=3))
    found = await ask(bench, "trace/lot:FRAMES", direction="back")
    made_of = [(name(e["source"]), e["quantity"]["value"], e["certainty"]) for e in found["edges"] if e["work_order"]]
    assert made_of == [("lot:STEEL-1", "3", "recorded"), ("lot:TUBES-1", "0", "possible")]
    rest = used("FRAMES", "STEEL-1", amount(3), certainty=POSSIBLE)
    await told(bench, taken_back("FRAMES", rest, quantity=3))
    assert all(
        ended
        for source, target, _, ended in links(await ask(bench, "trace/lot:FRAMES", direction="back"))
        if target == "lot:FRAMES"
    )


async def test_quality_letting_go_of_them_is_in_the_log(bench):
    await told(
        bench,
        completed("FRAMES", used("FRAMES", "STEEL-1", amount(4)), quantity=4),
        LotTakenBack(
            work_order="wo-FRAMES", item="F", lot="FRAMES", plant="north", quantity=amount(1), serials=(), reason="bent"
        ),
    )
    steps = [event["step"] for event in (await ask(bench, "events", code="lot:FRAMES"))["items"]]
    assert steps == ["releasing_to_shop", "commissioning"]
