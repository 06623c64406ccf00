"""FIN-3: a limit binds a debtor when the debtor agreed to its bank, and counts what is out in notes."""

from __future__ import annotations

import pytest

from headrace_contracts.organisations import PLATFORM, PLATFORM_ROLE
from headrace_finance.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.loads import Row, counts, put

from ..trade import BANK, LEADER, SUPPLIER, agreed_limit, delivered_goods, note, payable


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await delivered_goods(bench)
    return bench


def limit(minor: int, **who: str) -> Row:
    return {"debtor": LEADER, "limit": {"minor": minor, "currency": "EUR"}, **who}


async def said(bench: ServiceBench, role: str, firm: str, *rows: Row) -> Row:
    return await put(bench.client(role, tenant=firm), "credit-limits", *rows)


async def in_force(bench: ServiceBench) -> list[tuple[str, int, int]]:
    found = (await bench.client("finance", tenant=LEADER).get("/v1/credit-limits")).json()["items"]
    return [(line["grantor"], line["limit"]["minor"], line["used"]["minor"]) for line in found]


async def test_a_bank_that_the_debtor_did_not_agree_to_limits_nothing(bench):
    assert counts(await said(bench, "bank", BANK, limit(0))) == (1, 0, 0, 0)
    assert counts(await said(bench, "bank", BANK, limit(0))) == (0, 0, 1, 0)
    assert await in_force(bench) == []
    assert (await note(bench))["state"] == "live"
    proposed = (await bench.client("finance", tenant=LEADER).get("/v1/credit-proposals")).json()["items"]
    assert [(one["grantor"], one["proposer"], one["limit"]["minor"]) for one in proposed] == [(BANK, BANK, 0)]
    assert (await bench.client("finance", tenant=SUPPLIER).get("/v1/credit-proposals")).json()["items"] == []


@pytest.mark.parametrize("bank_first", [True, False])
async def test_a_limit_is_in_force_when_both_say_the_same_whoever_says_it_first(bench, bank_first):
    await note(bench, quantity=60)
    sides = [("bank", BANK, limit(700_000)), ("finance", LEADER, limit(700_000, grantor=BANK))]
    first, second = sides if bank_first else reversed(sides)
    await said(bench, *first)
    assert await in_force(bench) == []
    await said(bench, *second)
    assert await in_force(bench) == [(BANK, 700_000, 540_000)]
    assert (await bench.client("bank", tenant=BANK).get("/v1/credit-proposals")).json()["items"] == []


async def test_a_debtor_that_would_have_another_limit_has_none_of_it(bench):
    await said(bench, "bank", BANK, limit(5))
    await said(bench, "finance", LEADER, limit(6, grantor=BANK))
    assert await in_force(bench) == []


async def test_the_agreed_bank_changes_its_limit_and_the_debtor_does_not(bench):
    await agreed_limit(bench, 5)
    assert counts(await said(bench, "bank", BANK, limit(7))) == (0, 1, 0, 0)
    await said(bench, "finance", LEADER, limit(9, grantor=BANK))
    assert await in_force(bench) == [(BANK, 7, 0)]
    await said(bench, "bank", BANK, limit(9))
    assert await in_force(bench) == [(BANK, 9, 0)]


async def test_who_may_speak_for_whom(bench):
    refused = [
        await said(bench, "finance", LEADER, limit(1)),
        await said(bench, "finance", LEADER, limit(1, grantor=SUPPLIER)),
        await said(bench, "finance", SUPPLIER, limit(1)),
        await said(bench, "finance", SUPPLIER, limit(1, grantor=BANK)),
        await said(bench, "bank", BANK, limit(-1)),
    ]
    assert [next(words for words in WORDS if words in answer["errors"][0]["detail"]) for answer in refused] == [
        "say which bank",
        "not registered as a bank",
        "not registered as a bank",
        "does not speak",
        "below zero",
    ]


WORDS = ("say which bank", "not registered as a bank", "does not speak", "below zero")


async def test_the_platform_limits_whom_no_bank_limits(bench):
    assert counts(await said(bench, PLATFORM_ROLE, PLATFORM, limit(3))) == (1, 0, 0, 0)
    assert await in_force(bench) == [(PLATFORM, 3, 0)]
    await agreed_limit(bench, 4)
    assert await in_force(bench) == [(BANK, 4, 0)]
    assert "another bank's" in (await said(bench, PLATFORM_ROLE, PLATFORM, limit(3)))["errors"][0]["detail"]


async def test_an_offer_above_the_limit_is_refused_and_books_nothing(bench):
    await agreed_limit(bench, 1)
    owed = await payable(bench)
    refused = await bench.client("finance", tenant=LEADER).post("/v1/notes", json={"payable": owed["id"]})
    assert refused.json()["type"] == "/problems/credit-exceeded"
    assert await in_force(bench) == [(BANK, 1, 0)]
