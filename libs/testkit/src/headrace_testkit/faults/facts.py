"""Collects, straight from the databases, the rows that the checker goes by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from headrace_contracts.event import Event
from headrace_contracts.finance.v1 import InvoiceMatched, NoteAccepted
from headrace_contracts.logistics.v1 import GoodsReceived
from headrace_contracts.quality.v1 import LotAccepted
from headrace_contracts.registry import EVENT_TYPES
from headrace_contracts.srm.v1 import DeliveryNoteSent, PurchaseOrderConfirmed
from headrace_testkit.faults.checker import Heard, Movement, Pair, Told
from headrace_testkit.faults.ground import Ground
from headrace_testkit.faults.stand_ins import PLANNER, PROBE

OUTSIDE = ("opening", "supplier", "made", "adjustment")
POSTINGS = "SELECT tenant || ' ' || currency AS book, minor FROM posting"
MOVEMENTS = (
    "SELECT item || ' ' || lot || ' ' || serial AS thing, source, target, quantity FROM movement ORDER BY number"
)
ORDERED = """
    SELECT jsonb_array_elements_text(line->'proposals') FROM purchase_order, jsonb_array_elements(body->'lines') line
"""
# A lot of pieces with serials moves piece by piece: its effect is as many as its most moved piece has.
MOVED = """
    SELECT reference FROM (
        SELECT reference, max(times) AS times FROM (
            SELECT reference, count(*) AS times FROM movement WHERE cause = 'accepted'
             GROUP BY reference, item, plant, lot, serial, source, source_party, target, target_party
        ) piece GROUP BY reference
    ) lot, generate_series(1, times)
"""
BALANCES = """
    SELECT item || ' ' || lot || ' at ' || place AS what FROM balance
     WHERE quantity < 0 AND place NOT IN ('opening', 'supplier', 'made', 'adjustment')
"""


class Consequence(NamedTuple):
    """`cause` gives the names of the causes in one event; `effects` is the query for those that had an effect."""

    name: str
    sender: str
    event: type[Event]
    cause: Callable[[Any], Iterable[str]]
    hearer: str
    effects: str


CONSEQUENCES = (
    Consequence(
        "delivery notes sent, expected by the warehouse",
        "srm",
        DeliveryNoteSent,
        lambda e: [e.delivery_note],
        "logistics",
        "SELECT id FROM delivery_note",
    ),
    Consequence(
        "orders confirmed, known to the books",
        "srm",
        PurchaseOrderConfirmed,
        lambda e: [f"{e.purchase_order}/{line.line}" for line in e.lines],
        "finance",
        "SELECT purchase_order || '/' || line FROM purchase_line",
    ),
    Consequence(
        "lots received, to be inspected",
        "logistics",
        GoodsReceived,
        lambda e: [line.lot for line in e.lines],
        "quality",
        "SELECT lot FROM inspection",
    ),
    Consequence(
        "lots received, counted for the invoice",
        "logistics",
        GoodsReceived,
        lambda e: [f"{e.receipt}/{number}" for number, _ in enumerate(e.lines)],
        "finance",
        "SELECT reference FROM goods WHERE fact = 'received'",
    ),
    Consequence(
        "receipts, traced",
        "logistics",
        GoodsReceived,
        lambda e: [e.delivery_note],
        "traceability",
        "SELECT document FROM trace_event WHERE step = 'receiving'",
    ),
    Consequence(
        "lots accepted, moved into stock",
        "quality",
        LotAccepted,
        lambda e: [e.inspection],
        "logistics",
        MOVED,
    ),
    Consequence(
        "lots accepted, counted for the invoice",
        "quality",
        LotAccepted,
        lambda e: [e.inspection] if e.purchase_order else [],
        "finance",
        "SELECT reference FROM goods WHERE fact = 'accepted'",
    ),
    Consequence(
        "lots accepted, traced",
        "quality",
        LotAccepted,
        lambda e: [e.inspection],
        "traceability",
        "SELECT document FROM trace_event WHERE step = 'accepting'",
    ),
    Consequence(
        "invoices matched, booked",
        "finance",
        InvoiceMatched,
        lambda e: [f"invoice:{e.supplier}:{e.number}"],
        "finance",
        "SELECT id FROM journal_entry WHERE id LIKE 'invoice:%' AND tenant = split_part(id, ':', 2)",
    ),
    Consequence(
        "notes accepted, booked",
        "finance",
        NoteAccepted,
        lambda e: [f"note-accepted:{e.note}"],
        "finance",
        "SELECT DISTINCT id FROM journal_entry WHERE id LIKE 'note-accepted:%'",
    ),
)


async def told(ground: Ground) -> list[Told]:
    found = []
    for service in ground.services:
        rows = await ground.query(service, "SELECT id, key, event_id FROM event_log ORDER BY id")
        found += [Told(service, row["id"], row["key"], str(row["event_id"])) for row in rows]
    return found


async def heard(ground: Ground) -> list[Heard]:
    rows = await ground.query(PROBE, "SELECT sender, position, key, event_id FROM effect ORDER BY id")
    return [Heard(row["sender"], row["position"], row["key"], str(row["event_id"])) for row in rows]


async def pairs(ground: Ground) -> list[Pair]:
    """Only between services that run here."""
    here = set(ground.services)
    found = [await _pair(ground, one) for one in CONSEQUENCES if {one.sender, one.hearer} <= here]
    return [*found, await _wishes(ground)] if PLANNER in ground.layout.stand_ins else found


async def _pair(ground: Ground, one: Consequence) -> Pair:
    rows = await ground.query(one.sender, "SELECT data FROM event_log WHERE type = $1", one.event.event_type)
    kind = EVENT_TYPES[one.event.event_type]
    causes = [cause for row in rows for cause in one.cause(kind.from_wire(row["data"]))]
    return Pair(one.name, causes, [row[0] for row in await ground.query(one.hearer, one.effects)])


async def _wishes(ground: Ground) -> Pair:
    wished = await ground.query(PLANNER, "SELECT proposal FROM wish")
    ordered = await ground.query("srm", ORDERED)
    return Pair("wishes, ordered", [row[0] for row in wished], [row[0] for row in ordered])


async def postings(ground: Ground) -> list[tuple[str, int]]:
    return [(row["book"], row["minor"]) for row in await ground.query("finance", POSTINGS)]


async def movements(ground: Ground) -> list[Movement]:
    rows = await ground.query("logistics", MOVEMENTS)
    return [Movement(row["thing"], row["source"], row["target"], Decimal(row["quantity"])) for row in rows]


async def negative_balances(ground: Ground) -> list[str]:
    return [f"the balance of {row['what']} is below nothing" for row in await ground.query("logistics", BALANCES)]


async def parked(ground: Ground) -> list[str]:
    found = []
    for service in ground.services:
        rows = await ground.query(service, "SELECT type, key, state, error FROM parked_event")
        found += [f"{service} parked {r['type']} of {r['key']} ({r['state']}): {r['error'][:200]}" for r in rows]
    return found
