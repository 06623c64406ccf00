"""FIN-2: invoices of before are found by their numbers in any writing."""

from __future__ import annotations

from headrace_testkit.earlier import database_at

ROWS = [
    ("inv_1", "aurora", "steelco", "INV-7"),
    ("inv_2", "aurora", "steelco", " inv –8"),
    ("inv_3", "borealis", "steelco", "ＩＮＶ-9"),
    ("inv_4", "borealis", "boltco", "Straße 1"),
]
ADD = """
    INSERT INTO invoice (id, tenant, version, body, kind, seller, buyer, number, order_id, state, due)
    VALUES ($1, $2, 1, '{}', 'supplier', $3, $2, $4, 'po_1', 'matched', '2026-06-01')
"""


async def test_invoices_of_before_get_what_all_writings_of_their_numbers_have_in_common(postgres):
    async with database_at(postgres, "headrace_finance.migrations", "0002") as earlier:
        await earlier.connection.executemany(ADD, ROWS)
        await earlier.migrate()
        rows = await earlier.connection.fetch("SELECT id, tenant, number, alike, body FROM invoice ORDER BY id")
    assert [tuple(row) for row in rows] == [
        (name, tenant, number, same, "{}")
        for (name, tenant, _, number), same in zip(ROWS, ["inv-7", "inv-8", "inv-9", "strasse1"], strict=True)
    ]
