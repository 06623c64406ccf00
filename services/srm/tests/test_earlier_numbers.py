"""SRM-6: delivery notes of before are found by their numbers in any writing."""

from __future__ import annotations

from headrace_testkit.earlier import database_at

ADD = """
    INSERT INTO delivery_note (id, tenant, version, body, supplier, number, purchase_order, state)
    VALUES ($1, $2, 1, '{}', 'steelco', $3, 'po_1', 'sent')
"""


async def test_notes_of_before_get_what_all_writings_of_their_numbers_have_in_common(postgres):
    async with database_at(postgres, "headrace_srm.migrations", "0002") as earlier:
        await earlier.connection.executemany(ADD, [("dn_1", "acme", "LS-1"), ("dn_2", "rival", "ls –2 ")])
        await earlier.migrate()
        rows = await earlier.connection.fetch("SELECT id, number, alike FROM delivery_note ORDER BY id")
    assert [tuple(row) for row in rows] == [("dn_1", "LS-1", "ls-1"), ("dn_2", "ls –2 ", "ls-2")]
