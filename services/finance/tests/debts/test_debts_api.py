"""FIN-1, FIN-2: a debt is settled once, whatever settles it, and the audit proves each one by the journal."""

from __future__ import annotations

import asyncio

import pytest

from headrace_contracts.finance.v1 import NoteTransferred, PayableSettled
from headrace_finance.service import service
from headrace_testkit.bench import ServiceBench

from ..trade import (
    LEADER,
    SUPPLIER,
    TIER_2,
    accepted,
    balances,
    delivered,
    delivered_goods,
    euro,
    note,
    offered,
    payable,
    placed,
    tier_two_is_owed,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    """The supplier may hold a note of 9,000.00 of the leader."""
    bench = await start_service(service)
    await delivered_goods(bench)
    return bench


async def now(bench: ServiceBench, owed: dict) -> tuple[str, int]:
    found = (await bench.client("finance", tenant=SUPPLIER).get(f"/v1/payables/{owed['id']}")).json()
    return found["state"], found["outstanding"]["minor"]


async def pay(bench: ServiceBench, owed: dict) -> int:
    answer = await bench.client("finance", tenant=SUPPLIER).post(f"/v1/payables/{owed['id']}/payment")
    return answer.status_code


async def holds(bench: ServiceBench) -> bool:
    found = (await bench.platform().get("/v1/audit")).json()
    assert found["holds"] == all(check["ok"] for check in found["checks"]), found
    return found["holds"]


@pytest.mark.parametrize("by", ["id", "number", "other writing"])
async def test_a_note_passed_on_for_a_debt_pays_it_and_it_is_not_paid_again(bench, by):
    owed = await tier_two_is_owed(bench, "T-1", 9_000)
    reference = {"id": owed["id"], "number": "T-1", "other writing": "t - 1"}[by]
    offer = await offered(bench, await note(bench), reference=reference)
    assert (offer["payable"], await now(bench, owed)) == (owed["id"], ("covered", 900_000))
    assert await pay(bench, owed) == 409
    await accepted(bench, offer)
    assert await now(bench, owed) == ("paid", 0)
    assert await pay(bench, owed) == 409
    assert await balances(bench, TIER_2) == {"note-receivable": 900_000, "sales": -900_000}
    assert await balances(bench, SUPPLIER) == {"purchases": 900_000, "sales": -900_000}
    told = (await bench.told(PayableSettled, tenant=SUPPLIER))[0]
    assert (told.means, told.amount, told.outstanding) == ("note", euro(900_000), euro(0))
    assert (await bench.told(NoteTransferred))[0].successor == told.reference
    assert await holds(bench)


async def test_a_note_of_less_leaves_the_rest_to_be_paid_and_no_more(bench):
    owed = await tier_two_is_owed(bench, "T-1", 10_000)
    await accepted(bench, await offered(bench, await note(bench), reference=owed["id"]))
    assert await now(bench, owed) == ("confirmed", 100_000)
    assert await pay(bench, owed) == 200
    assert (await balances(bench, SUPPLIER))["cash"] == -100_000
    assert await holds(bench)


async def test_a_note_without_a_word_pays_what_is_due_and_the_rest_is_an_advance_that_the_next_debt_takes(bench):
    first = await tier_two_is_owed(bench, "T-1", 2_000)
    unconfirmed = await tier_two_is_owed(bench, "T-2", 3_000, confirmed=False)
    await accepted(bench, await offered(bench, await note(bench), reference="for castings of this month"))
    assert [await now(bench, owed) for owed in (first, unconfirmed)] == [("paid", 0)] * 2
    assert (await balances(bench, SUPPLIER))["advance-paid"] == 400_000
    assert (await balances(bench, TIER_2))["advance-received"] == -400_000
    assert await holds(bench)
    third = await tier_two_is_owed(bench, "T-3", 5_000, confirmed=False)
    assert (third["state"], third["outstanding"]["minor"]) == ("open", 100_000)
    assert [(s["means"], s["amount"]["minor"]) for s in third["settlements"]] == [("advance", 400_000)]
    assert "advance-paid" not in await balances(bench, SUPPLIER)
    assert await holds(bench)


async def test_a_note_is_not_offered_for_a_debt_that_is_paid_or_covered(bench):
    owed = await tier_two_is_owed(bench, "T-1", 100)
    first, second = await parts(bench, 450_000)
    await offered(bench, first, reference=owed["id"])
    supplier = bench.client("finance", tenant=SUPPLIER)
    again = await supplier.post(f"/v1/notes/{second['id']}/transfer", json={"to": TIER_2, "reference": "T-1"})
    assert (again.status_code, f"covered by note {first['id']}" in again.json()["detail"]) == (409, True)


async def parts(bench: ServiceBench, *amounts: int) -> list[dict]:
    live = await note(bench)
    sums = [*amounts, 900_000 - sum(amounts)]
    split = await bench.client("finance", tenant=SUPPLIER).post(
        f"/v1/notes/{live['id']}/splits", json={"amounts": sums}
    )
    return split.json()


async def test_a_payment_and_a_note_at_once_settle_a_debt_once(bench):
    owed = await tier_two_is_owed(bench, "T-1", 9_000)
    offer = await offered(bench, await note(bench))
    taker = bench.client("finance", tenant=TIER_2)
    accept = taker.post(f"/v1/note-offers/{offer['id']}/acceptance", json={})
    _, taken = await asyncio.gather(pay(bench, owed), accept)
    assert (taken.status_code, await now(bench, owed)) == (200, ("paid", 0))
    book = await balances(bench, SUPPLIER)
    assert "trade-payable" not in book
    assert -book.get("cash", 0) == book.get("advance-paid", 0)
    assert await holds(bench)


async def test_an_advance_and_a_debt_that_come_at_once_meet(bench):
    ways = [offered(bench, part) for part in await parts(bench, 300_000, 300_000)]
    offers = [await way for way in ways]
    await asyncio.gather(
        *(accepted(bench, offer) for offer in offers), tier_two_is_owed(bench, "T-1", 4_000, confirmed=False)
    )
    assert (await balances(bench, SUPPLIER))["advance-paid"] == 500_000
    assert await holds(bench)


async def test_a_firm_that_is_owed_nothing_has_an_advance_and_no_debt_turned_round(bench):
    await accepted(bench, await offered(bench, await note(bench)))
    assert await balances(bench, TIER_2) == {"note-receivable": 900_000, "advance-received": -900_000}
    assert await holds(bench)


@pytest.mark.parametrize(("who", "step"), [(TIER_2, "refusal"), (SUPPLIER, "withdrawal")])
async def test_an_offer_that_is_not_taken_leaves_the_debt_as_it_was(bench, who, step):
    owed = await tier_two_is_owed(bench, "T-1", 9_000)
    live = await note(bench)
    offer = await offered(bench, live, reference=owed["id"])
    before = await balances(bench, SUPPLIER)
    ended = await bench.client("finance", tenant=who).post(f"/v1/note-offers/{offer['id']}/{step}")
    assert ended.json()["state"] == {"refusal": "declined", "withdrawal": "withdrawn"}[step]
    assert (await now(bench, owed), await balances(bench, SUPPLIER)) == (("confirmed", 900_000), before)
    assert (
        await bench.client("finance", tenant=TIER_2).post(f"/v1/note-offers/{offer['id']}/acceptance", json={})
    ).status_code == 409
    await accepted(bench, await offered(bench, live, reference=owed["id"]))
    assert await holds(bench)


async def test_what_a_split_note_was_offered_for_lapses(bench):
    owed = await tier_two_is_owed(bench, "T-1", 9_000)
    live = await note(bench)
    offer = await offered(bench, live, reference=owed["id"])
    supplier = bench.client("finance", tenant=SUPPLIER)
    again = await supplier.post(f"/v1/notes/{live['id']}/transfer", json={"to": TIER_2})
    assert (again.status_code, again.json()["type"]) == (422, "/problems/already-offered")
    await supplier.post(f"/v1/notes/{live['id']}/splits", json={"amounts": [1, 899_999]})
    assert (await supplier.get(f"/v1/note-offers/{offer['id']}")).json()["state"] == "lapsed"
    assert await now(bench, owed) == ("confirmed", 900_000)


async def test_nobody_sees_or_answers_an_offer_but_the_two_firms(bench):
    offer = await offered(bench, await note(bench))
    for tenant, status in ((LEADER, 404), ("rival", 404), (SUPPLIER, 422)):
        client = bench.client("finance", tenant=tenant)
        assert (await client.post(f"/v1/note-offers/{offer['id']}/acceptance", json={})).status_code == status
    listed = (await bench.client("supplier", tenant=TIER_2).get("/v1/note-offers", params={"to": TIER_2})).json()
    assert [one["id"] for one in listed["items"]] == [offer["id"]]
    assert (await bench.client("finance", tenant="rival").get("/v1/note-offers")).json()["items"] == []


async def test_a_debt_is_paid_in_parts_each_once_and_never_above_what_is_left(bench):
    owed = await payable(bench)
    leader, path = bench.client("finance", tenant=LEADER), f"/v1/payables/{owed['id']}"

    async def part(minor: int, key: str) -> tuple[int, int]:
        body = {"amount": {"minor": minor, "currency": "EUR"}}
        answer = await leader.post(f"{path}/part-payments", json=body, headers={"Idempotency-Key": key})
        return answer.status_code, (await leader.get(path)).json()["outstanding"]["minor"]

    assert await part(300_000, "a") == await part(300_000, "a") == (201, 600_000)
    assert await part(0, "b") == await part(600_001, "c") == (422, 600_000)
    assert await part(100_000, "d") == (201, 500_000)
    issued = await leader.post("/v1/notes", json={"payable": owed["id"]})
    assert issued.json()["amount"]["minor"] == 500_000
    assert await part(1, "e") == (409, 500_000)
    await bench.client("finance", tenant=SUPPLIER).post(f"/v1/notes/{issued.json()['id']}/acceptance")
    assert await balances(bench, SUPPLIER) == {"cash": 400_000, "note-receivable": 500_000, "sales": -900_000}
    assert await holds(bench)


PLANTED = {
    "a debt marked paid": "UPDATE payable SET state = 'paid' WHERE state = 'open'",
    "a debt owed again": "UPDATE payable SET outstanding_minor = 1, state = 'confirmed' WHERE state = 'paid'",
    "a posting on another debt": "UPDATE posting SET debt = 'pay_other' WHERE code = 'trade-payable' AND minor > 0",
    "a customer's invoice marked paid": "UPDATE invoice SET state = 'paid' WHERE kind = 'customer'",
    "an advance used twice": "UPDATE advance SET left_minor = 1",
    "a note redeemed on paper": "UPDATE note SET state = 'redeemed' WHERE state = 'live'",
    "a note of another holder": f"UPDATE note SET holder = '{SUPPLIER}' WHERE holder = '{TIER_2}'",
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
async def test_the_audit_finds_a_debt_that_differs_though_every_firm_adds_up(bench, planted):
    await bench.hear(placed(), tenant=LEADER)
    await bench.hear(delivered(), tenant=LEADER)
    owed = await tier_two_is_owed(bench, "T-1", 5_000)
    await accepted(bench, await offered(bench, await note(bench), reference=owed["id"]))
    await tier_two_is_owed(bench, "T-2", 6_000, confirmed=False)
    assert await holds(bench)
    await bench.query(planted)
    checks = (await bench.platform().get("/v1/audit")).json()["checks"]
    assert [check["ok"] for check in checks[:4]] == [True, True, True, False]
    assert "the journal has" in checks[3]["actual"]


async def test_a_firm_s_own_audit_proves_the_debts_in_its_own_book(bench):
    owed = await tier_two_is_owed(bench, "T-1", 9_000)
    await accepted(bench, await offered(bench, await note(bench), reference=owed["id"]))
    await bench.query("UPDATE payable SET outstanding_minor = 7, state = 'confirmed' WHERE tenant = $1", SUPPLIER)
    held = {}
    for firm in (LEADER, SUPPLIER, TIER_2, "rival"):
        held[firm] = (await bench.client("auditor", tenant=firm).get("/v1/audit")).json()["holds"]
    assert held == {LEADER: True, SUPPLIER: False, TIER_2: False, "rival": True}


async def test_debts_and_notes_that_were_booked_before_debts_had_names_are_proven_too(bench):
    await bench.hear(placed(), tenant=LEADER)
    await bench.hear(delivered(), tenant=LEADER)
    customer = bench.client("customer", tenant="velo")
    bill = (await customer.get("/v1/invoices")).json()["items"][0]["id"]
    await customer.post("/v1/payments", json={"invoice": bill})
    paid = await tier_two_is_owed(bench, "T-1", 100)
    await pay(bench, paid)
    await note(bench, quantity=50)
    await payable(bench, "INV-8", quantity=10)
    await bench.query("UPDATE posting SET debt = NULL")
    await bench.query("UPDATE payable SET outstanding_minor = NULL, body = body - 'settlements'")
    assert await holds(bench)
    await bench.query("UPDATE payable SET state = 'paid' WHERE state = 'confirmed'")
    assert not await holds(bench)
