"""LOG-1, LOG-2: notes of before are found by their numbers in any writing, and lots by the purchases they came on."""

from __future__ import annotations

from headrace_testkit.earlier import database_at

NOTE = """
    INSERT INTO delivery_note (id, tenant, version, body, supplier, number, purchase_order, plant, state)
    VALUES ($1, 'acme', 1, '{}', 'vendor-1', $2, 'po_1', 'north', 'complete')
"""
RECEIPT = """
    INSERT INTO receipt (id, tenant, version, body, delivery_note, purchase_order, supplier, plant)
    VALUES ($1, 'acme', 1, jsonb_build_object('lines', jsonb_build_array(jsonb_build_object(
        'order_line', 10, 'item', 'BOLT', 'lot', 'A', 'quantity', jsonb_build_object('value', $2::text, 'unit', 'EA')
    ))), 'dn_1', 'po_1', 'vendor-1', 'north')
"""


async def test_notes_and_receipts_of_before_are_found_anew(postgres):
    async with database_at(postgres, "headrace_logistics.migrations", "0004") as earlier:
        await earlier.connection.executemany(NOTE, [("dn_1", "LS-1"), ("dn_2", "ls – 2 ")])
        await earlier.connection.executemany(RECEIPT, [("rcp_1", "4"), ("rcp_2", "2.5")])
        await earlier.migrate()
        notes = await earlier.connection.fetch("SELECT id, alike FROM delivery_note ORDER BY id")
        lots = await earlier.connection.fetch("SELECT lot, maker, purchase_order, order_line, quantity FROM bought_lot")
    assert [tuple(row) for row in notes] == [("dn_1", "ls-1"), ("dn_2", "ls-2")]
    assert [(*tuple(row)[:4], str(row["quantity"])) for row in lots] == [("A", "vendor-1", "po_1", 10, "6.5")]
