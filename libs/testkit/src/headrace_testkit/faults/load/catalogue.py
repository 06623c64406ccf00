"""Small changes all the time: parts renamed, stock counted in."""

from __future__ import annotations

from headrace_testkit.faults.client import Client
from headrace_testkit.faults.load.world import PLANT, part, pieces, user


async def rename(client: Client, code: str, number: int) -> None:
    """The next name of the part: names count up, so an old one that comes back is seen."""
    await client.put(user("engineer"), "/api/product/v1/items", part(code, str(number)))


async def count_in(client: Client, code: str, lot: str, quantity: int) -> None:
    row = {"plant": PLANT, "item": code, "lot": lot, "quantity": pieces(quantity)}
    loaded = await client.put(user("warehouse"), "/api/logistics/v1/opening-stock", row)
    assert not loaded["errors"], loaded
