"""FIN-2, FIN-3, PLT-5: a payable becomes a note, is split, passed on, financed, redeemed; each firm sees its own."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time

import pytest

from headrace_contracts.finance.v1 import NoteFinanced, NoteRedeemed, NoteSplit, NoteTransferred
from headrace_finance.service import service
from headrace_testkit.bench import ServiceBench

from ..trade import (
    BANK,
    LEADER,
    MATURITY,
    SUPPLIER,
    TIER_2,
    accepted,
    agreed_limit,
    delivered_goods,
    euro,
    for_sale,
    note,
    offered,
    paid_in,
    payable,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await delivered_goods(bench)
    return bench


def finance(bench: ServiceBench, tenant: str):
    return bench.client("finance", tenant=tenant)


async def spread(bench: ServiceBench) -> dict:
    """A note of 9,000.00 split in three: one part stays, one goes to the next tier, one to the bank."""
    root = await note(bench)
    supplier = finance(bench, SUPPLIER)
    parts = await supplier.post(f"/v1/notes/{root['id']}/splits", json={"amounts": [300_000, 400_000, 200_000]})
    passed, sold, _ = parts.json()
    await paid_in(bench, BANK, 1_000_000)
    await accepted(bench, await offered(bench, passed, reference="INV-2"))
    await accepted(bench, await for_sale(bench, sold), yearly_rate="0.045")
    return root


async def audit(bench: ServiceBench) -> dict:
    return (await bench.platform().get("/v1/audit")).json()


async def at_maturity(bench: ServiceBench) -> None:
    bench.clock.advance_to(datetime.combine(MATURITY, time(), UTC))
    await bench.turn_of_timers()


async def test_from_payable_to_redeemed_and_every_cent_is_where_it_belongs(bench):
    await spread(bench)
    assert (await bench.told(NoteSplit, tenant=LEADER))[0].parts[0].amount == euro(300_000)
    assert (await bench.told(NoteTransferred))[0].reference == "INV-2"
    told = (await bench.told(NoteFinanced))[0]
    assert (told.discount, told.proceeds) == (euro(4_550), euro(395_450))
    await at_maturity(bench)
    assert {(e.holder, e.amount.minor) for e in await bench.told(NoteRedeemed)} == {
        (TIER_2, 300_000),
        (BANK, 400_000),
        (SUPPLIER, 200_000),
    }
    books = (await bench.platform().get("/v1/trial-balance")).json()
    assert books["balanced"]
    cash = {a["organisation"]: a["balance"]["minor"] for a in books["accounts"] if a["code"] == "cash"}
    assert cash == {LEADER: -900_000, SUPPLIER: 595_450, TIER_2: 300_000, BANK: 1_004_550}
    found = await audit(bench)
    assert found["holds"], found


async def test_redemption_pays_once_and_not_ahead_of_time(bench):
    await note(bench)
    leader = finance(bench, LEADER)
    early = await leader.post("/v1/redemptions", json={"until": MATURITY.isoformat()})
    assert (early.status_code, early.json()["type"]) == (422, "/problems/too-early")
    assert (await leader.post("/v1/redemptions", json={})).json() == {"notes": []}
    await at_maturity(bench)
    assert (await leader.post("/v1/redemptions", json={})).json() == {"notes": []}
    assert len(await bench.told(NoteRedeemed)) == 1


async def test_each_firm_sees_what_concerns_it_of_a_note(bench):
    root = await spread(bench)
    seen = {}
    for tenant in (LEADER, SUPPLIER, TIER_2, BANK, "rival"):
        listed = (await finance(bench, tenant).get("/v1/notes")).json()["items"]
        seen[tenant] = sorted((n["holder"], n["state"], n["amount"]["minor"]) for n in listed)
    assert len(seen[LEADER]) == 6
    assert len(seen[SUPPLIER]) == 4
    assert seen[TIER_2] == [(TIER_2, "live", 300_000)]
    assert seen[BANK] == [(BANK, "financed", 400_000)]
    assert seen["rival"] == []
    assert (await finance(bench, "rival").get(f"/v1/notes/{root['id']}")).status_code == 404
    assert (await finance(bench, "rival").get(f"/v1/notes/{root['id']}/lineage")).status_code == 404
    assert (await finance(bench, TIER_2).get(f"/v1/notes/{root['id']}")).status_code == 404


async def test_the_tree_is_whole_for_the_debtor_and_for_a_holder_shows_how_its_note_came_to_it(bench):
    root = await spread(bench)
    path = f"/v1/notes/{root['id']}/lineage"
    whole = (await finance(bench, LEADER).get(path)).json()
    assert sorted(n["depth"] for n in whole["notes"]) == [0, 1, 1, 1, 2, 2]
    assert whole["balance"]["live"] == whole["balance"]["issued"] == root["amount"]
    own = (await finance(bench, TIER_2).get(path)).json()
    assert [(n["depth"], n["holder"]) for n in own["notes"]] == [(0, SUPPLIER), (1, SUPPLIER), (2, TIER_2)]
    assert own["balance"] is None


async def test_of_two_who_race_for_one_note_one_wins(bench):
    live = await note(bench)
    await paid_in(bench, BANK, 1_000_000)
    passed, sold = await offered(bench, live), await for_sale(bench, live)
    ways = [
        finance(bench, TIER_2).post(f"/v1/note-offers/{passed['id']}/acceptance", json={}),
        finance(bench, BANK).post(f"/v1/note-offers/{sold['id']}/acceptance", json={"yearly_rate": "0.04"}),
        finance(bench, SUPPLIER).post(f"/v1/notes/{live['id']}/splits", json={"amounts": [1, 899_999]}),
    ]
    answers = await asyncio.gather(*ways)
    assert sorted(answer.is_success for answer in answers) == [False, False, True]
    assert {answer.status_code for answer in answers if not answer.is_success} == {409}
    assert (await audit(bench))["holds"]


@pytest.mark.parametrize(
    ("tenant", "step", "body", "status", "words"),
    [
        (SUPPLIER, "splits", {"amounts": [1, 2]}, 422, "sum to 0.03 EUR"),
        (SUPPLIER, "splits", {"amounts": [-1, 900_001]}, 422, "below the smallest note"),
        (SUPPLIER, "transfer", {"to": "nobody"}, 422, "not a registered organisation"),
        (SUPPLIER, "transfer", {"to": LEADER}, 422, "already holds or owes it"),
        (SUPPLIER, "financing", {"bank": TIER_2, "yearly_rate": "0.04"}, 422, "not registered as a bank"),
        (SUPPLIER, "financing", {"bank": BANK, "yearly_rate": "-1"}, 422, "from 0 up to 1"),
        (LEADER, "transfer", {"to": TIER_2}, 422, "held by steelco"),
        ("rival", "transfer", {"to": TIER_2}, 404, "There is no note"),
        (LEADER, "voiding", None, 409, "is live"),
    ],
)
async def test_what_a_note_cannot_do_is_refused_in_words_and_changes_nothing(bench, tenant, step, body, status, words):
    live = await note(bench)
    told = await bench.told_types()
    answer = await finance(bench, tenant).post(f"/v1/notes/{live['id']}/{step}", json=body)
    assert answer.status_code == status, answer.text
    assert words in answer.json()["detail"]
    assert await bench.told_types() == told
    assert len(await bench.query("SELECT * FROM note")) == 1


async def test_a_declined_offer_frees_the_payable_and_the_credit(bench):
    await agreed_limit(bench, 900_000)
    owed = await payable(bench)
    leader, supplier = finance(bench, LEADER), finance(bench, SUPPLIER)
    offer = (await leader.post("/v1/notes", json={"payable": owed["id"]})).json()
    assert (await leader.get("/v1/credit-limits")).json()["items"][0]["headroom"]["minor"] == 0
    assert (await supplier.post(f"/v1/notes/{offer['id']}/voiding")).json()["state"] == "voided"
    assert (await leader.get("/v1/credit-limits")).json()["items"][0]["headroom"]["minor"] == 900_000
    assert (await leader.get(f"/v1/payables/{owed['id']}")).json()["state"] == "confirmed"
    assert (await audit(bench))["holds"]


async def test_a_note_above_the_credit_limit_is_refused_and_a_redeemed_one_gives_room(bench):
    first = await note(bench, quantity=60)
    await agreed_limit(bench, 600_000)
    second = await payable(bench, "INV-8", quantity=40)
    refused = await finance(bench, LEADER).post("/v1/notes", json={"payable": second["id"]})
    assert refused.json()["type"] == "/problems/credit-exceeded"
    assert "60000" not in refused.json()["detail"]
    await at_maturity(bench)
    line = (await bench.client("bank", tenant=BANK).get("/v1/credit-limits")).json()["items"][0]
    assert (line["used"]["minor"], first["amount"]["minor"]) == (0, 540_000)
