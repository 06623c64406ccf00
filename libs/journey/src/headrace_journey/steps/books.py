"""The double-entry books of all firms, to the last cent."""

from __future__ import annotations

from headrace_journey.stage import Stage, Stuck
from headrace_journey.step import Told


async def play(stage: Stage) -> Told:
    await stage.settled()
    platform = await stage.people.platform()
    balance = await platform.get("finance/v1/trial-balance")
    if not balance["balanced"]:
        off = [book for book in balance["books"] if book["difference"]["minor"]]
        raise Stuck(f"These books do not balance: {off}")
    facts = {
        "books": len(balance["books"]),
        "accounts": len(balance["accounts"]),
        "debits": sum(book["debit"]["minor"] for book in balance["books"]),
        "credits": sum(book["credit"]["minor"] for book in balance["books"]),
    }
    return Told("", "/finance/accounts", facts)
