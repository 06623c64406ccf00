"""Credit behind notes: limits that a bank and a debtor agree on."""

from __future__ import annotations

from pydantic import BaseModel

from headrace_chassis.paging import of_parts
from headrace_chassis.web import Listed, Page, ReadTx, Router
from headrace_contracts.values import Money
from headrace_finance.credit.model import CreditLine, Proposal
from headrace_finance.credit.store import credit

router = Router(tags=["credit"])


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


@router.get("/credit-limits", may="finance.credit-limit.read")
async def list_credit_limits(tx: ReadTx, page: Page) -> Listed[CreditView]:
    """One's own, and those one granted."""
    return page.of(await credit.lines(tx), key=lambda one: of_parts(one.limit.currency, one.debtor)).map(CreditView.of)


@router.get("/credit-proposals", may="finance.credit-limit.read")
async def list_credit_proposals(tx: ReadTx, page: Page) -> Listed[ProposalView]:
    """What the other side has not agreed to yet."""
    return page.of(await credit.proposals(tx), key=lambda one: of_parts(*one.key)).map(ProposalView.of)
