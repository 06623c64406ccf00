"""Every debt as its documents say it, beside what the journal adds up to."""

from __future__ import annotations

from dataclasses import dataclass

from headrace_chassis.names import in_name_of
from headrace_chassis.tx import Tx
from headrace_contracts.values import Money

# Entries of before named no debt: it follows from the fact that names the entry. A note that was passed on then
# told nobody what it paid, so those postings can be held against nothing.
DIFFERENCES = """
    WITH posted AS (
        SELECT p.tenant, p.code, p.currency, p.minor, coalesce(
                   p.debt,
                   CASE WHEN p.code NOT LIKE 'trade-%' THEN n.root
                        WHEN p.entry LIKE 'note-accepted:%' THEN n.payable END,
                   i.body->>'payable', i.id, m.invoice, o.id,
                   CASE WHEN p.entry NOT LIKE 'note-transferred:%' THEN p.entry END
               ) AS debt
          FROM posting p
          LEFT JOIN invoice i ON p.debt IS NULL AND p.entry = 'invoice:' || i.seller || ':' || i.number
          LEFT JOIN payment m ON p.debt IS NULL AND p.entry = 'payment:' || m.id
          LEFT JOIN payable o ON p.debt IS NULL AND p.entry = 'payment:' || o.id
          LEFT JOIN note n ON p.debt IS NULL AND p.entry LIKE 'note-%' AND split_part(p.entry, ':', 2) = n.id
         WHERE p.code IN ('trade-payable', 'trade-receivable', 'note-payable', 'note-receivable', 'unearned-discount',
                          'advance-paid', 'advance-received')
    ), owed AS (
        SELECT p.tenant AS debtor, p.creditor, p.body->'amount'->>'currency' AS currency, p.id AS debt,
               CASE WHEN p.state = 'paid' OR n.state <> 'offered' THEN 0
                    ELSE coalesce(p.outstanding_minor, (p.body->'amount'->>'minor')::bigint) END AS minor
          FROM payable p
          LEFT JOIN note n ON p.state = 'covered' AND n.id = p.body->>'note' AND n.payable = p.id
         UNION ALL
        SELECT buyer, seller, body->>'currency', id,
               CASE state WHEN 'open' THEN (body->'total'->>'minor')::bigint ELSE 0 END
          FROM invoice WHERE kind = 'customer'
    ), held AS (
        SELECT tenant, holder, currency, root, amount_minor, unearned_minor FROM note
         WHERE state IN ('live', 'financed')
    ), stands AS (
        SELECT debtor AS tenant, 'trade-payable' AS code, currency, debt, -minor AS minor FROM owed
         UNION ALL SELECT creditor, 'trade-receivable', currency, debt, minor FROM owed
         UNION ALL SELECT tenant, 'note-payable', currency, root, -amount_minor FROM held
         UNION ALL SELECT holder, 'note-receivable', currency, root, amount_minor FROM held
         UNION ALL SELECT holder, 'unearned-discount', currency, root, -unearned_minor FROM held
         UNION ALL SELECT tenant, 'advance-paid', body->'left'->>'currency', id, left_minor FROM advance
         UNION ALL SELECT payee, 'advance-received', body->'left'->>'currency', id, -left_minor FROM advance
    ), sums AS (
        SELECT tenant, code, currency, debt, sum(posted) AS posted, sum(stands) AS stands
          FROM (SELECT tenant, code, currency, debt, minor AS posted, 0 AS stands FROM posted WHERE debt IS NOT NULL
                 UNION ALL SELECT tenant, code, currency, debt, 0, minor FROM stands) both_sides
         GROUP BY tenant, code, currency, debt
    )
    SELECT tenant, code, currency, debt, posted::bigint, stands::bigint FROM sums
     WHERE posted <> stands AND ($1::text IS NULL OR tenant = $1) ORDER BY tenant, code, debt, currency LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A debt of which one firm's book says another amount than its document; debits are positive."""

    tenant: str
    code: str
    debt: str
    posted: Money
    stands: Money


async def differences(tx: Tx, tenant: str | None, limit: int) -> list[Difference]:
    """In the books of one firm, or of all."""
    async with in_name_of(tx):
        rows = await tx.raw.fetch(DIFFERENCES, tenant, limit)
    return [
        Difference(
            row["tenant"],
            row["code"],
            row["debt"],
            Money(row["posted"], row["currency"]),
            Money(row["stands"], row["currency"]),
        )
        for row in rows
    ]
