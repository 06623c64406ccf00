"""Credit behind notes: limits that a bank and a debtor agree on."""

from __future__ import annotations

from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded
from headrace_chassis.paging import of_parts
from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.prices import MoneyBody
from headrace_contracts.organisations import PLATFORM_ROLE
from headrace_contracts.values import Money
from headrace_finance.model.credit import CreditLine, Proposal
from headrace_finance.store import credit
from headrace_finance.usecases import agree_credit

router = Router(tags=["credit"], allow={"finance", "supplier", "bank", "auditor"})


class LimitRow(BaseModel):
    """A bank offers, or changes what it agreed; a debtor consents and names the bank as `grantor`."""

    debtor: str = Field(min_length=1)
    limit: MoneyBody
    grantor: str | None = None


class CreditView(BaseModel):
    debtor: str
    grantor: str
    limit: Money
    used: Money
    headroom: Money

    @classmethod
    def of(cls, line: CreditLine) -> CreditView:
        return cls.model_validate(line, from_attributes=True)


class ProposalView(BaseModel):
    """In force when the other of the two says the same."""

    debtor: str
    grantor: str
    limit: Money
    proposer: str

    @classmethod
    def of(cls, proposal: Proposal) -> ProposalView:
        return cls.model_validate(proposal, from_attributes=True)


@router.put("/credit-limits", allow={"bank", "finance", PLATFORM_ROLE})
async def put_credit_limits(body: BulkBody[LimitRow], transact: Transact, caller: Caller) -> Loaded:
    loaded = Loaded()
    rows = [
        (number, agree_credit.Limit(row.debtor, row.limit.money, row.grantor))
        for number, row in body.well_formed(loaded)
    ]
    return await transact(agree_credit.agree, rows, loaded, caller)


@router.get("/credit-limits")
async def list_credit_limits(tx: ReadTx, page: Page) -> Listed[CreditView]:
    """One's own, and those one granted."""
    return page.of(await credit.lines(tx), key=lambda one: of_parts(one.limit.currency, one.debtor)).map(CreditView.of)


@router.get("/credit-proposals")
async def list_credit_proposals(tx: ReadTx, page: Page) -> Listed[ProposalView]:
    """What the other side has not agreed to yet."""
    return page.of(await credit.proposals(tx), key=lambda one: of_parts(*one.key)).map(ProposalView.of)
