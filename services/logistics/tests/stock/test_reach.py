"""LOG-1, MES-2: what an event makes the ledger read grows with what the event brings, not with what lies there."""

from __future__ import annotations

import pytest

from headrace_contracts.mes.v1 import Consumption, UnitsCompleted, WorkOrderClosed
from headrace_contracts.quality.v1 import InspectionKind
from headrace_logistics.service import service
from headrace_logistics.stock.model import Stock
from headrace_testkit import told
from headrace_testkit.bench import ServiceBench

from ..warehouse import assert_balanced, ea, in_stock, item, open_stock, released, scanned

PART = 20


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    """An order has material for three parts of what it makes, each piece of it of a lot of its own."""
    bench = await start_service(service)
    await bench.hear(item("PUMP"), item("BODY"), released(BODY=3 * PART))
    await open_stock(bench, *[("BODY", f"B-{n:03}", 1) for n in range(3 * PART)])
    issued = await bench.client("warehouse").post("/v1/issues", json={"work_order": "wo_1", "propose": True})
    assert issued.status_code == 201, issued.text
    return bench


@pytest.fixture
def read(monkeypatch) -> list[int]:
    """How many balances came from the database at each time."""
    counts: list[int] = []
    add = Stock.add

    def counted(stock, balances):
        rows = list(balances)
        counts.append(len(rows))
        add(stock, rows)

    monkeypatch.setattr(Stock, "add", counted)
    return counts


def serials(part: int) -> tuple[str, ...]:
    return tuple(f"WO-1-{n:03}" for n in range(part * PART, (part + 1) * PART))


def made(part: int, lot: str = "WO-1", pieces: tuple[str, ...] = ()) -> UnitsCompleted:
    named = pieces or serials(part)
    used = tuple(
        Consumption(output=piece, component="BODY", lot=f"B-{part * PART + n:03}", serial="", quantity=ea(1))
        for n, piece in enumerate(named)
    )
    return UnitsCompleted(
        work_order="wo_1",
        item="PUMP",
        plant="north",
        lot=lot,
        serials=named,
        quantity=ea(len(named)),
        consumed=used,
        pegs=(),
    )


def accepted(part: int):
    return told.accepted("PUMP", "WO-1", ea(PART), kind=InspectionKind.FINAL, supplier="", serials=serials(part))


async def rows_read(bench: ServiceBench, read: list[int], event) -> int:
    read.clear()
    await bench.hear(event)
    assert await bench.parked() == []
    return sum(read)


async def test_each_part_of_an_order_reads_what_it_uses_however_much_was_made_before(bench, read):
    assert [await rows_read(bench, read, made(part)) for part in range(3)] == [PART, PART, PART]
    assert await in_stock(bench, item="PUMP") == {"WO-1": {"inspection": str(3 * PART)}}
    await assert_balanced(bench)


async def test_each_decision_reads_the_pieces_it_names(bench, read):
    await bench.hear(*[made(part) for part in range(3)])
    assert [await rows_read(bench, read, accepted(part)) for part in range(3)] == [PART, PART, PART]
    assert await in_stock(bench, item="PUMP") == {"WO-1": {"available": str(3 * PART)}}
    await assert_balanced(bench)


async def test_the_end_of_an_order_reads_what_it_left_not_what_others_have(bench, read):
    await bench.hear(made(0))
    await open_stock(bench, *[("BODY", f"C-{n:03}", 1) for n in range(PART)])
    left = 2 * PART
    closed = WorkOrderClosed(work_order="wo_1", item="PUMP", plant="north", good=ea(PART), scrap=ea(0))
    assert await rows_read(bench, read, closed) == left
    books = await assert_balanced(bench)
    assert (books["BODY"]["on_hand"]["value"], books["BODY"]["in_production"]["value"]) == (str(left + PART), "0")


async def test_a_piece_that_is_in_stock_under_another_lot_is_still_refused(bench):
    await bench.hear(made(0))
    await bench.hear(made(1, lot="WO-2", pieces=serials(0)[-1:]))
    (why,) = await bench.parked()
    assert "is at inspection north already" in why


async def test_what_broke_lets_all_of_the_order_s_material_be_used_instead(bench):
    broke = {"work_order": "wo_1", "broken": [scanned("s-1", 1, lot="B-000", item="BODY")], "reason": "it fell"}
    answer = await bench.client("warehouse").post("/v1/issues", json=broke)
    assert answer.status_code == 201, answer.text
    await bench.hear(made(0))
    assert await bench.parked() == []
    books = await assert_balanced(bench)
    assert (books["BODY"]["consumed"]["value"], books["BODY"]["scrapped"]["value"]) == (str(PART), "1")
