"""FIN-2: a note is redeemed when it falls due, each by itself: one that can't be stops no other."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from headrace_contracts.finance.v1 import NoteRedeemed
from headrace_finance.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.earlier import database_at
from headrace_testkit.waiting import until

from ..trade import BANK, LEADER, MATURITY, SUPPLIER, accepted, delivered_goods, for_sale, note, offered, paid_in

DAY = timedelta(days=1)
DUE = datetime.combine(MATURITY, time(), UTC)
NOTE = """
    INSERT INTO note (tenant, id, root, payable, holder, amount_minor, minimum_minor, unearned_minor, currency,
                      due, state)
    VALUES ($1, $2, $2, 'pay_1', $3, 100, 1, 0, 'EUR', $4, $2)
"""


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await delivered_goods(bench)
    return bench


async def parts(bench: ServiceBench, root: dict) -> list[dict]:
    supplier = bench.client("finance", tenant=SUPPLIER)
    return (await supplier.post(f"/v1/notes/{root['id']}/splits", json={"amounts": [300_000, 400_000, 200_000]})).json()


async def expected(bench: ServiceBench) -> set[tuple]:
    rows = await bench.query("SELECT tenant, thing, due_at FROM deadline WHERE kind = 'note-due'")
    return {tuple(row) for row in rows}


async def out(bench: ServiceBench) -> set[tuple]:
    rows = await bench.query("SELECT id FROM note WHERE state IN ('live', 'financed')")
    return {(LEADER, row["id"], DUE) for row in rows}


async def redeemed(bench: ServiceBench, many: int) -> list[NoteRedeemed]:
    async def look() -> list[NoteRedeemed]:
        found = await bench.told(NoteRedeemed)
        return found if len(found) >= many else []

    return await until(look)


async def test_each_note_that_is_out_and_no_other_has_its_deadline(bench):
    root = await note(bench)
    assert await expected(bench) == {(LEADER, root["id"], DUE)}
    passed, sold, kept = await parts(bench, root)
    assert await expected(bench) == {(LEADER, part["id"], DUE) for part in (passed, sold, kept)}
    await paid_in(bench, BANK, 1_000_000)
    await accepted(bench, await offered(bench, passed, reference="INV-2"))
    await accepted(bench, await for_sale(bench, sold), yearly_rate="0.045")
    assert await expected(bench) == await out(bench)
    assert len(await out(bench)) == 3
    bench.clock.advance_to(DUE - DAY)
    bench.clock.advance_to(DUE)
    await redeemed(bench, 3)
    assert await expected(bench) == set()


async def test_who_redeems_by_hand_and_the_clock_pay_once_between_them(bench):
    await parts(bench, await note(bench))
    bench.clock.advance_to(DUE)
    answer = await bench.client("finance", tenant=LEADER).post("/v1/redemptions", json={})
    assert answer.status_code == 200
    assert len({told.note for told in await redeemed(bench, 3)}) == 3
    await until(lambda: none_expected(bench))
    assert len(await bench.told(NoteRedeemed)) == 3


async def none_expected(bench: ServiceBench) -> bool:
    return not await expected(bench)


async def test_a_note_that_can_not_be_booked_stops_no_other_and_is_seen(bench):
    bad, *well = await parts(bench, await note(bench))
    await bench.query(
        "INSERT INTO journal_entry (tenant, id, value_date, reason, digest, booked_at) "
        "VALUES ($1, 'note-redeemed:' || $2, $3, 'by hand', 'another entry', now())",
        LEADER,
        bad["id"],
        MATURITY,
    )
    bench.clock.advance_to(DUE)
    assert {told.note for told in await redeemed(bench, 2)} == {part["id"] for part in well}
    (failed,) = await until(lambda: bench.query("SELECT thing, error FROM deadline WHERE attempts > 0"))
    assert failed["thing"] == bad["id"]
    assert failed["error"].startswith("NotBooked")


async def test_a_note_of_which_a_replica_of_before_told_nobody_is_redeemed_a_day_late(bench):
    await note(bench)
    await bench.query("DELETE FROM deadline")
    bench.clock.advance_to(DUE + DAY)
    assert len(await redeemed(bench, 1)) == 1


async def test_notes_that_were_out_before_there_were_deadlines_have_theirs(postgres):
    async with database_at(postgres, "headrace_finance.migrations", "0008") as earlier:
        for state in ("offered", "live", "financed", "spent", "redeemed", "voided"):
            await earlier.connection.execute(NOTE, LEADER, state, SUPPLIER, MATURITY)
        await earlier.migrate()
        rows = await earlier.connection.fetch("SELECT tenant, kind, thing, due_at FROM deadline ORDER BY thing")
    assert [tuple(row) for row in rows] == [(LEADER, "note-due", state, DUE) for state in ("financed", "live")]
