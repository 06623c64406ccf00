"""PLT-1: numbers that people read are counted without gaps, for each organisation and prefix by itself."""

from __future__ import annotations

import asyncio

import pytest

from headrace_chassis.numbers import next_number, next_numbers


async def drawn(bench, tenant: str, prefix: str) -> str:
    async with bench.running.database.transaction(tenant) as tx:
        return await next_number(tx, prefix)


async def test_each_organisation_counts_each_prefix_from_one(bench):
    async with bench.running.database.transaction("acme") as tx:
        assert await next_numbers(tx, "WO", 3) == ["WO-000001", "WO-000002", "WO-000003"]
        assert await next_numbers(tx, "WO", 0) == []
    assert [await drawn(bench, "acme", "WO"), await drawn(bench, "acme", "SO"), await drawn(bench, "velo", "WO")] == [
        "WO-000004",
        "SO-000001",
        "WO-000001",
    ]


async def test_numbers_drawn_at_once_differ(bench):
    numbers = await asyncio.gather(*(drawn(bench, "acme", "PO") for _ in range(8)))
    assert sorted(numbers) == [f"PO-00000{n}" for n in range(1, 9)]


async def test_a_number_that_was_not_used_is_drawn_again(bench):
    async def draw_and_fail() -> None:
        async with bench.running.database.transaction("acme") as tx:
            await next_number(tx, "SI")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await draw_and_fail()
    assert await drawn(bench, "acme", "SI") == "SI-000001"
