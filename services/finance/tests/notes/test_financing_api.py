"""FIN-3: a bank lends when it wants to, at its own rate within what the holder agreed to, and money that it has."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from headrace_contracts.finance.v1 import NoteFinanced
from headrace_finance.service import service
from headrace_testkit.bench import ServiceBench

from ..trade import (
    BANK,
    MATURITY,
    SUPPLIER,
    TIER_2,
    TODAY,
    accepted,
    balances,
    delivered_goods,
    euro,
    for_sale,
    note,
    offered,
    paid_in,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await delivered_goods(bench)
    return bench


async def answer(bench: ServiceBench, offer: dict, **terms: object) -> tuple[int, str]:
    said = await bench.client("bank", tenant=BANK).post(f"/v1/note-offers/{offer['id']}/acceptance", json=terms)
    return said.status_code, said.json().get("detail", "")


async def test_a_note_is_sold_when_the_bank_agrees_and_at_the_bank_s_rate(bench):
    await paid_in(bench, BANK, 1_000_000)
    offer = await for_sale(bench, await note(bench), rate="0.06")
    assert (offer["highest_rate"], offer["yearly_rate"], offer["maturity"]) == ("0.06", None, MATURITY.isoformat())
    assert await balances(bench, BANK) == {"cash": 1_000_000, "capital": -1_000_000}
    assert await bench.told(NoteFinanced) == []
    done = await accepted(bench, offer, yearly_rate="0.045")
    kept = round(900_000 * 0.045 * (MATURITY - TODAY).days / 360)
    assert (await bench.told(NoteFinanced))[0].discount == euro(kept)
    assert (await balances(bench, BANK))["cash"] == 1_000_000 - 900_000 + kept
    held = (await bench.client("bank", tenant=BANK).get(f"/v1/notes/{done['successor']}")).json()
    assert (held["holder"], held["state"], held["unearned"]["minor"]) == (BANK, "financed", kept)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({}, "say the yearly rate"),
        ({"yearly_rate": "0.061"}, "agreed to a yearly rate up to 0.06, not 0.061"),
        ({"yearly_rate": "4"}, "0.045 is 4.5 %"),
        ({"yearly_rate": "-0.01"}, "from 0 up"),
    ],
)
async def test_a_rate_that_was_not_agreed_is_refused_and_the_offer_stays(bench, terms, words):
    await paid_in(bench, BANK, 1_000_000)
    offer = await for_sale(bench, await note(bench), rate="0.06")
    status, detail = await answer(bench, offer, **terms)
    assert (status, words in detail) == (422, True), detail
    assert (await answer(bench, offer, yearly_rate="0.06"))[0] == 200


async def test_a_bank_lends_no_money_that_it_does_not_have(bench):
    await paid_in(bench, BANK, 5_000)
    offer = await for_sale(bench, await note(bench))
    status, detail = await answer(bench, offer, yearly_rate="0.045")
    assert (status, "citybank/cash/EUR has 50.00 EUR" in detail) == (409, True), detail
    assert (await bench.client("bank", tenant=BANK).get(f"/v1/note-offers/{offer['id']}")).json()["state"] == "offered"
    assert await balances(bench, BANK) == {"cash": 5_000, "capital": -5_000}


async def test_a_rate_in_percent_is_refused_when_the_holder_asks(bench):
    live = await note(bench)
    supplier = bench.client("finance", tenant=SUPPLIER)
    asked = await supplier.post(f"/v1/notes/{live['id']}/financing", json={"bank": BANK, "yearly_rate": "3"})
    assert (asked.status_code, "0.045 is 4.5 %" in asked.json()["detail"]) == (422, True)


async def test_a_bank_declines_and_only_the_holder_withdraws(bench):
    live = await note(bench)
    offer = await for_sale(bench, live)
    bank, supplier = bench.client("bank", tenant=BANK), bench.client("finance", tenant=SUPPLIER)
    other = bench.client("finance", tenant=BANK)
    assert (await other.post(f"/v1/note-offers/{offer['id']}/withdrawal")).status_code == 422
    assert (await supplier.post(f"/v1/note-offers/{offer['id']}/refusal")).status_code == 422
    assert (await bank.post(f"/v1/note-offers/{offer['id']}/refusal")).json()["state"] == "declined"
    assert (await answer(bench, offer, yearly_rate="0.04"))[0] == 409
    again = await for_sale(bench, live)
    assert (await supplier.post(f"/v1/note-offers/{again['id']}/withdrawal")).json()["state"] == "withdrawn"


async def test_a_holder_takes_no_bank_s_money_by_its_own_word(bench):
    await paid_in(bench, BANK, 1_000_000)
    live = await note(bench)
    before = await balances(bench, BANK)
    offer = await for_sale(bench, live, rate="0")
    for firm in (SUPPLIER, TIER_2):
        other = bench.client("finance", "bank", "admin", tenant=firm)
        taken = await other.post(f"/v1/note-offers/{offer['id']}/acceptance", json={"yearly_rate": "0"})
        assert taken.status_code == (422 if firm == SUPPLIER else 404), taken.text
    assert (await answer(bench, offer, yearly_rate="0.045"))[0] == 422
    assert await balances(bench, BANK) == before
    assert (await bench.client("finance", tenant=SUPPLIER).get(f"/v1/notes/{live['id']}")).json()["holder"] == SUPPLIER


async def test_a_note_that_went_another_way_is_not_sold_any_more(bench):
    await paid_in(bench, BANK, 1_000_000)
    live = await note(bench)
    sale = await for_sale(bench, live)
    await accepted(bench, await offered(bench, live, TIER_2))
    status, detail = await answer(bench, sale, yearly_rate="0.04")
    assert (status, "is lapsed" in detail) == (409, True), detail


async def test_offers_of_notes_that_fall_due_lapse(bench):
    live = await note(bench)
    sale = await for_sale(bench, live)
    bench.clock.advance_to(datetime.combine(MATURITY, time(), UTC))
    await bench.turn_of_timers()
    assert (await bench.client("bank", tenant=BANK).get(f"/v1/note-offers/{sale['id']}")).json()["state"] == "lapsed"
