"""A limit for the notes of a debtor begins with what the debtor has out in notes already."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.auth import Principal
from headrace_chassis.loading import Loaded
from headrace_chassis.names import in_name_of
from headrace_chassis.tx import Tx
from headrace_finance import credit
from headrace_finance.notes.store import notes


async def limit_notes(tx: Tx, rows: Sequence[tuple[int, credit.Limit]], loaded: Loaded, caller: Principal) -> Loaded:
    debtors = {row.debtor for _, row in rows}
    await credit.keep_still(tx, debtors)
    async with in_name_of(tx):
        out = await notes.outstanding(tx, debtors)
    return await credit.agree(tx, rows, loaded, caller, out)
