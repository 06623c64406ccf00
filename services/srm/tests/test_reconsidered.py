"""SRM-6: what was judged one way and stands otherwise later: used as it is, worked on, or sent back."""

from __future__ import annotations

import pytest

from headrace_contracts.logistics.v1 import ReturnedPart, StockReturned
from headrace_contracts.quality.v1 import Disposition, LotDisposed
from headrace_contracts.values import Quantity
from headrace_testkit.bench import ServiceBench
from headrace_testkit.loads import Row
from headrace_testkit.told import ea

from .srm_world import buyer, confirmed_order, judged, note_body, purchasing, received, sent_note, supplier, the_order


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await purchasing(start_service)


def disposed(note: Row, disposition: Disposition, amount: int = 100, lot: str = "L1") -> LotDisposed:
    return LotDisposed(
        nonconformance=f"ncr_{disposition.value}_{amount}",
        disposition=disposition,
        item="TUBE",
        lot=lot,
        plant="north",
        quantity=ea(amount),
        supplier="steelco",
        reason="agreed",
        purchase_order=note["purchase_order"],
        order_line=1,
    )


def returned(note: Row, amount: int, lot: str = "L1") -> StockReturned:
    part = ReturnedPart(purchase_order=note["purchase_order"], order_line=1, quantity=Quantity.of(amount, "EA"))
    return StockReturned(
        note="stn_1",
        item="TUBE",
        plant="north",
        lot=lot,
        supplier="steelco",
        quantity=part.quantity,
        reason="cracks",
        block="",
        parts=(part,),
    )


async def figures(bench: ServiceBench) -> tuple[str, str, str]:
    """State, accepted and rejected of the line; its notes say the same together."""
    order = await the_order(buyer(bench))
    [line] = order["lines"]
    notes = (await buyer(bench).get("/v1/delivery-notes")).json()["items"]
    for what in ("accepted", "rejected"):
        assert sum(int(n["lines"][0][what]["value"]) for n in notes) == int(line[what]["value"]), what
    assert await bench.parked() == []
    return line["state"], line["accepted"]["value"], line["rejected"]["value"]


async def delivered(bench: ServiceBench, *, good: bool) -> Row:
    note = await sent_note(bench, await confirmed_order(bench), (1, "L1", 100))
    await bench.hear(received(note), judged(note, "L1", good=good))
    return note


async def test_a_rejected_lot_that_is_used_as_it_is_counts_as_accepted(bench):
    note = await delivered(bench, good=False)
    await bench.hear(disposed(note, Disposition.USE_AS_IS, 80), disposed(note, Disposition.SCRAP, 20))
    assert await figures(bench) == ("rejected", "80", "20")
    await bench.hear(disposed(note, Disposition.USE_AS_IS, 20))
    assert await figures(bench) == ("accepted", "100", "0")


@pytest.mark.parametrize("disposition", [Disposition.RETURN, Disposition.SCRAP])
async def test_what_is_sent_back_or_scrapped_after_its_rejection_stays_rejected(bench, disposition):
    await bench.hear(disposed(await delivered(bench, good=False), disposition))
    assert await figures(bench) == ("rejected", "0", "100")


async def test_a_reworked_lot_waits_for_its_next_judgement_and_is_counted_once(bench):
    note = await delivered(bench, good=False)
    await bench.hear(disposed(note, Disposition.REWORK))
    assert await figures(bench) == ("received", "0", "0")
    await bench.hear(judged(note, "L1", good=True))
    assert await figures(bench) == ("accepted", "100", "0")


async def test_what_was_accepted_and_went_back_is_rejected_and_not_delivered_again_on_the_order(bench):
    note = await delivered(bench, good=True)
    await bench.hear(returned(note, 30))
    assert await figures(bench) == ("rejected", "70", "30")
    assert (await the_order(buyer(bench)))["state"] == "delivered"
    body = note_body(note | {"id": note["purchase_order"]}, (1, "L2", 30), number="LS-2")
    assert (await supplier(bench).post("/v1/delivery-notes", json=body)).status_code == 409


async def test_a_lot_of_two_notes_that_went_back_is_taken_off_both(bench):
    order = await confirmed_order(bench)
    notes = [await sent_note(bench, order, (1, "L1", 50), number=number) for number in ("LS-1", "LS-2")]
    await bench.hear(*map(received, notes), *(judged(note, "L1", good=True) for note in notes))
    await bench.hear(returned(notes[0], 70))
    assert await figures(bench) == ("rejected", "30", "70")


async def test_a_return_that_is_heard_before_the_judgement_adds_up(bench):
    note = await sent_note(bench, await confirmed_order(bench), (1, "L1", 100))
    await bench.hear(returned(note, 30))
    assert await figures(bench) == ("open", "0", "0")
    await bench.hear(received(note), judged(note, "L1", good=True))
    assert await figures(bench) == ("rejected", "70", "30")


async def test_what_no_purchase_is_known_of_is_none_of_a_suppliers_business(bench):
    note = await delivered(bench, good=True)
    await bench.hear(disposed(note | {"purchase_order": ""}, Disposition.USE_AS_IS))
    assert await figures(bench) == ("accepted", "100", "0")
