"""PLT-6: what counts as one effect of an event, where an event is about several lines or pieces."""

from __future__ import annotations

import asyncpg
import pytest_asyncio

from headrace_contracts.logistics.v1 import GoodsReceived, ReceivedLine
from headrace_contracts.quality.v1 import InspectionKind, LotAccepted
from headrace_contracts.values import Quantity
from headrace_testkit.faults.facts import CONSEQUENCES, MOVED

COLUMNS = ("cause", "reference", "item", "plant", "lot", "serial", "source", "source_party", "target", "target_party")
ONE = Quantity.of("1", "EA")


def causes(name, event):
    (found,) = [one for one in CONSEQUENCES if one.name == name]
    return list(found.cause(event))


@pytest_asyncio.fixture(loop_scope="session")
async def movements(postgres):
    connection = await asyncpg.connect(postgres.admin_url)
    await connection.execute(f"CREATE TEMP TABLE movement ({', '.join(f'{name} text' for name in COLUMNS)})")
    yield connection
    await connection.close()


async def move(connection, reference, serial, times=1):
    row = ("accepted", reference, "PUMP", "north", "WO-1", serial, "inspection", "", "available", "")
    places = ", ".join(f"${number}" for number in range(1, len(COLUMNS) + 1))
    await connection.executemany(f"INSERT INTO movement VALUES ({places})", [row] * times)


async def effects(connection):
    return sorted(row[0] for row in await connection.fetch(MOVED))


async def test_a_lot_that_moves_piece_by_piece_is_one_effect(movements):
    for serial in ("A", "B", "C"):
        await move(movements, "ins-1", serial)
    await move(movements, "ins-2", "")
    assert await effects(movements) == ["ins-1", "ins-2"]


async def test_one_piece_that_moves_twice_is_a_double(movements):
    await move(movements, "ins-1", "A")
    await move(movements, "ins-1", "B", times=2)
    assert await effects(movements) == ["ins-1", "ins-1"]


def test_each_line_of_a_receipt_is_a_cause_of_its_own():
    lines = tuple(ReceivedLine(order_line=n, item="X", lot=f"L{n}", quantity=ONE) for n in (1, 2))
    event = GoodsReceived(
        receipt="rcp", delivery_note="dn", purchase_order="po", supplier="s", plant="north", lines=lines
    )
    assert causes("lots received, counted for the invoice", event) == ["rcp/0", "rcp/1"]


def test_what_was_made_is_on_no_invoice():
    facts = {"inspection": "ins", "item": "X", "lot": "L", "plant": "north", "quantity": ONE, "supplier": ""}
    made = LotAccepted(kind=InspectionKind.FINAL, purchase_order="", order_line=0, work_order="WO-1", **facts)
    bought = LotAccepted(kind=InspectionKind.INCOMING, purchase_order="po", order_line=1, work_order="", **facts)
    assert causes("lots accepted, counted for the invoice", made) == []
    assert causes("lots accepted, counted for the invoice", bought) == ["ins"]
