"""Asks again for what the load was answered: the thing itself, and the same request with the same key."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from headrace_testkit.faults.checker import Promise
from headrace_testkit.faults.client import Client, Refused
from headrace_testkit.faults.journal import Answer
from headrace_testkit.faults.load.world import user

MOST_REPEATED = 150
# What an answer says for good; the rest of it (states, versions, amounts taken) may move on.
LASTING: dict[str, Sequence[str]] = {
    "purchase-orders": ("id", "number", "buyer", "supplier", "plant", "batch"),
    "delivery-notes": ("id", "number", "purchase_order", "buyer", "supplier"),
    "receipts": ("id", "number", "delivery_note", "purchase_order", "lines", "received_by", "received_at"),
    "inspections": ("id", "lot", "item", "state", "defects", "inspector", "decided_at"),
    "invoices": ("id", "number", "supplier", "buyer", "purchase_order", "amount", "lines", "issued_on"),
    "payables": ("id", "debtor", "creditor", "amount", "invoice", "due"),
    "notes": ("id", "root", "payable", "debtor", "holder", "amount", "maturity"),
}


async def kept(client: Client, answers: Sequence[Answer]) -> list[Promise]:
    """One for each answer about a thing of its own."""
    return [promise for answer in answers if (promise := await _asked_again(client, answer))]


async def _asked_again(client: Client, answer: Answer) -> Promise | None:
    service, noun = _noun(answer.request.path)
    lasting = LASTING.get(noun)
    if lasting is None or answer.request.method != "POST":
        return None
    said = {name: answer.body[name] for name in lasting}
    try:
        now = await client.get(answer.request.user, f"/api/{service}/v1/{noun}/{said['id']}")
    except Refused:
        now = None
    return Promise(f"{noun} {said['id']}", said, now)


def _noun(path: str) -> tuple[str, str]:
    """From /api/srm/v1/purchase-orders/…"""
    words = path.split("/")
    return words[2], words[4]


async def repeated(client: Client, answers: Sequence[Answer], chance: random.Random) -> list[Promise]:
    """A sample of what was created is asked for with its key once more: the same answer, and nothing new."""
    created = [answer for answer in answers if answer.request.key]
    sample = chance.sample(created, min(len(created), MOST_REPEATED))
    return [await _repeated(client, answer) for answer in sample]


async def _repeated(client: Client, answer: Answer) -> Promise:
    response = await client.once(answer.request)
    while response is None or response.status_code >= 500:
        response = await client.once(answer.request)
    now: Mapping[str, Any] | None = response.json() if response.is_success else None
    return Promise(f"the repeat of {answer.request.key}", answer.body, now)


async def names(client: Client, last: Mapping[str, int]) -> list[Promise]:
    """Each part has the last name that it was given."""
    engineer = user("engineer")
    return [
        Promise(
            f"the name of {code}", {"name": str(number)}, await client.get(engineer, f"/api/product/v1/items/{code}")
        )
        for code, number in last.items()
    ]
