"""Bulk loads over HTTP, as tests send and read them."""

from __future__ import annotations

from typing import Any

import httpx

Row = dict[str, Any]


async def put(client: httpx.AsyncClient, noun: str, *rows: Row) -> Row:
    answer = await client.put(f"/v1/{noun}", json={"items": rows})
    assert answer.status_code == 200, answer.text
    loaded: Row = answer.json()
    return loaded


def counts(loaded: Row) -> tuple[int, int, int, int]:
    """created, changed, unchanged, refused."""
    return loaded["created"], loaded["changed"], loaded["unchanged"], len(loaded["errors"])
