"""TRC-1, TRC-2, TRC-3, TRC-5: what the warehouse holds back, frees, scraps and sends back, of lots and of pieces."""

from __future__ import annotations

from typing import Any

import pytest

from headrace_contracts.logistics.v1 import StockBlocked, StockReleased, StockReturned, StockScrapped
from headrace_contracts.quality.v1 import Disposition
from headrace_testkit.bench import START, ServiceBench
from headrace_traceability.model import happening
from headrace_traceability.model.happening import Origin
from headrace_traceability.service import service

from .trade import LEADER, MAKERS, STEELCO, amount, completed, disposed, held, inspected, name, received, shipped, used


def noted(lot: str, quantity: int, *serials: str, note: str = "stn_1", reason: str = "a crack was seen") -> dict:
    goods = {"item": lot[:1], "plant": "north", "lot": lot, "quantity": amount(quantity)}
    return {"note": note, **goods, "serials": serials, "reason": reason}


def made_by(lot: str) -> dict:
    return {"maker": MAKERS.get(lot, LEADER)}


def blocked(lot: str, quantity: int, *serials: str) -> StockBlocked:
    return StockBlocked(**noted(lot, quantity, *serials), **made_by(lot))


def released(lot: str, quantity: int, *serials: str) -> StockReleased:
    more = {"note": "stn_2", "reason": "only a scratch"}
    return StockReleased(**noted(lot, quantity, *serials, **more), **made_by(lot), block="stn_1")


def scrapped(lot: str, quantity: int, *serials: str) -> StockScrapped:
    return StockScrapped(**noted(lot, quantity, *serials, note="stn_3"), **made_by(lot), block="")


def returned(lot: str, quantity: int) -> StockReturned:
    return StockReturned(**noted(lot, quantity, note="stn_4"), supplier=STEELCO, block="", parts=())


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    """10 of a supplier's steel; two pieces were made of some of it."""
    bench = await start_service(service)
    bikes = completed("BIKES", used("BIKES", "STEEL-1", amount(2)), serials=("B-1", "B-2"))
    await bench.hear(received("STEEL-1", amount(10)), bikes, tenant=LEADER)
    return bench


async def told(bench: ServiceBench, *events) -> None:
    for event in events:
        await bench.hear(event, tenant=LEADER)


async def ask(bench: ServiceBench, path: str, tenant: str = LEADER, **params: str) -> dict[str, Any]:
    answer = await bench.client(tenant=tenant).get(f"/v1/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def steps(bench: ServiceBench, code: str, tenant: str = LEADER) -> list[tuple[str, str | None]]:
    return [(e["step"], e["reason"]) for e in (await ask(bench, "events", tenant, code=code))["items"]]


async def test_what_is_held_back_says_since_when_by_which_note_and_why_until_it_is_free(bench):
    await told(bench, blocked("STEEL-1", 3), held("STEEL-1", 3, place="blocked", maker=STEELCO, party="stn_1"))
    (shown,) = (await ask(bench, "trace/lot:STEEL-1"))["blocked"]
    (event,) = (await ask(bench, "events", step="blocking"))["items"]
    assert shown == {
        "code": "lot:STEEL-1?item=S&maker=steelco",
        "plant": "north",
        "quantity": {"value": "3", "unit": "EA"},
        "note": "stn_1",
        "since": event["at"],
        "reason": "a crack was seen",
    }
    await told(bench, released("STEEL-1", 3), held("STEEL-1", 0, place="blocked", maker=STEELCO, party="stn_1"))
    assert (await ask(bench, "trace/lot:STEEL-1"))["blocked"] == []
    assert (await steps(bench, "lot:STEEL-1"))[:2] == [
        ("releasing", "only a scratch"),
        ("blocking", "a crack was seen"),
    ]


async def test_a_piece_that_is_held_back_is_shown_at_itself_and_at_its_lot(bench):
    await told(bench, held("BIKES", place="blocked", party="stn_1", serials=["B-2"]))
    (early,) = (await ask(bench, "trace/serial:B-2"))["blocked"]
    assert (early["since"], early["reason"], early["note"]) == (None, None, "stn_1")
    await told(bench, blocked("BIKES", 1, "B-2"))
    for code in ("serial:B-2", "lot:BIKES"):
        (shown,) = (await ask(bench, f"trace/{code}"))["blocked"]
        assert (name(shown["code"]), shown["reason"]) == ("serial:B-2", "a crack was seen")
    assert (await ask(bench, "trace/serial:B-1"))["blocked"] == []


async def test_what_quality_blocked_is_told_by_its_decision_and_no_note(bench):
    bad = inspected("STEEL-1", amount(10), accepted=False)
    await told(bench, bad, held("STEEL-1", 10, place="blocked", maker=STEELCO))
    assert (await ask(bench, "trace/lot:STEEL-1"))["blocked"] == []


async def test_a_recall_names_what_was_scrapped_and_sent_back_by_notes(bench):
    await told(bench, scrapped("STEEL-1", 2), returned("STEEL-1", 5), scrapped("BIKES", 1, "B-2"), shipped("B-1"))
    found = await ask(bench, "recalls/STEEL-1")
    assert {(name(d["code"]), d["how"], d["document"], d["quantity"]["value"]) for d in found["disposed"]} == {
        ("lot:STEEL-1", "scrap", "stn_3", "2"),
        ("lot:STEEL-1", "return", "stn_4", "5"),
        ("serial:B-2", "scrap", "stn_3", "1"),
    }
    assert found["customers"] == ["velo"]


async def test_a_supplier_sees_what_comes_back_to_it_and_why_but_nothing_of_the_warehouse(bench):
    await told(bench, blocked("STEEL-1", 3), scrapped("STEEL-1", 1), returned("STEEL-1", 2))
    theirs = await steps(bench, "lot:STEEL-1", STEELCO)
    assert theirs == [("returning", "a crack was seen"), ("receiving", None)]
    found = await ask(bench, "trace/lot:STEEL-1", STEELCO)
    assert (found["blocked"], [e["target"] for e in found["edges"] if e["kind"] == "dispose"]) == ([], ["return:stn_4"])


def test_pieces_end_by_themselves_and_the_rest_with_their_lot() -> None:
    origin = Origin("ev-1", START, LEADER)
    by_note = happening.stock_handled(origin, scrapped("STEEL-1", 3, "S-1"))
    by_quality = happening.lot_disposed(origin, disposed("STEEL-1", amount(3), Disposition.SCRAP, serials=("S-1",)))
    for found in (by_note, by_quality):
        assert [(name(e.source), e.quantity.value) for e in found.edges] == [("lot:STEEL-1", 2), ("serial:S-1", 1)]
    assert happening.stock_handled(origin, blocked("STEEL-1", 3)).edges == ()
