"""A firm with a plant, two suppliers and a handful of parts: enough for goods and money to move."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from headrace_testkit.faults.client import Client
from headrace_testkit.faults.journal import Json

LEADER, PLANT = "fault-works", "fault-works-north"
SUPPLIERS = ("fault-supply-a", "fault-supply-b")
BANK = "fault-bank"
PARTS = tuple(f"PART-{number}" for number in range(8))
CURRENCY = "EUR"
PRICE = 250  # cents for a piece
CAPITAL = 10**12  # cents
PLATFORM = "operator@headrace"
PATIENCE = 60.0
ROLES = {LEADER: "chain-leader", **dict.fromkeys(SUPPLIERS, "supplier"), BANK: "bank"}


def user(role: str, organisation: str = LEADER) -> str:
    return f"{role}@{organisation}"


def part(code: str, name: str) -> Json:
    return {"item": code, "name": name, "unit": "EA", "category": "Parts", "source": "buy", "lead_time_days": 5}


def money(minor: int) -> Json:
    return {"minor": minor, "currency": CURRENCY}


def pieces(number: int) -> Json:
    return {"value": str(number), "unit": "EA"}


def offer(supplier: str, code: str, price: int = PRICE) -> Json:
    return {"supplier": supplier, "item": code, "price": money(price), "lead_time_days": 5, "minimum": "1"}


async def settle_in(client: Client, services: Collection[str], today: str) -> None:
    """Everything that work in these services stands on; a second time changes nothing."""
    firms = [{"id": id_, "name": id_.title(), "role": role, "currency": CURRENCY} for id_, role in ROLES.items()]
    await client.put(PLATFORM, "/api/api-gateway/v1/organisations", *firms)
    plant = {"id": PLANT, "organisation": LEADER, "name": "North", "time_zone": "Europe/Berlin"}
    await client.put(PLATFORM, "/api/api-gateway/v1/plants", plant)
    await client.put(user("engineer"), "/api/product/v1/units", {"code": "EA", "name": "Piece"})
    await client.put(user("engineer"), "/api/product/v1/items", *(part(code, "0") for code in PARTS))
    await client.put(
        user("buyer"), "/api/srm/v1/suppliers", *({"supplier": one, "name": one.title()} for one in SUPPLIERS)
    )
    if "finance" in services:
        await _money(client, today)
    await _offers(client)


async def _money(client: Client, today: str) -> None:
    capital = [{"organisation": id_, "amount": money(CAPITAL), "on": today} for id_ in ROLES]
    await client.put(PLATFORM, "/api/finance/v1/opening-balances", *capital)
    limit = {"debtor": LEADER, "grantor": BANK, "limit": money(CAPITAL)}
    for side in (user("bank", BANK), user("finance")):
        await client.put(side, "/api/finance/v1/credit-limits", limit)


async def _offers(client: Client) -> None:
    """Once supplier relations have heard of the parts."""
    offers = [offer(supplier, code) for supplier in SUPPLIERS for code in PARTS]
    async with asyncio.timeout(PATIENCE):
        while (await client.put(user("buyer"), "/api/srm/v1/supplier-items", *offers))["errors"]:  # noqa: ASYNC110
            await asyncio.sleep(0.3)
