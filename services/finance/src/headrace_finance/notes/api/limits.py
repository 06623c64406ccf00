"""Limits for notes: what is out in notes counts against them from the moment that they are agreed."""

from __future__ import annotations

from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded
from headrace_chassis.web import Caller, Router, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.prices import MoneyBody
from headrace_finance import credit
from headrace_finance.notes.usecases import limit_notes

router = Router(tags=["credit"])


class LimitRow(BaseModel):
    """A bank offers, or changes what it agreed; a debtor consents and names the bank as `grantor`."""

    debtor: str = Field(min_length=1)
    limit: MoneyBody
    grantor: str | None = None


@router.put("/credit-limits", may="finance.credit-limit.change")
async def put_credit_limits(body: BulkBody[LimitRow], transact: Transact, caller: Caller) -> Loaded:
    loaded = Loaded()
    rows = [
        (number, credit.Limit(row.debtor, row.limit.money, row.grantor)) for number, row in body.well_formed(loaded)
    ]
    return await transact(limit_notes.limit_notes, rows, loaded, caller)
