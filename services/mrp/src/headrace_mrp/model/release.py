"""MRP-10: proposals let go: to buyers as purchases from a supplier, to manufacturing as work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, Wrong
from headrace_contracts.messages import Message, say
from headrace_contracts.mrp import v1 as events
from headrace_mrp.model.committed import OrderPeg, Proposal, ProposalKind, ProposalState
from headrace_planning.model.sourcing import SupplierOffer, chosen


class CannotRelease(RuleBroken):
    """Some of the proposals can't be carried out, so none is released."""


class NothingAsked(RuleBroken):
    """The release says neither for which order nor until when."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Who sells what, and which (item, plant) can be made."""

    offers: Mapping[str, Sequence[SupplierOffer]]
    routings: AbstractSet[tuple[str, str]]

    def problem_of(self, proposal: Proposal) -> Message | None:
        if proposal.kind is ProposalKind.PURCHASE and self.supplier_of(proposal) is None:
            return say("mrp.no-supplier", item=proposal.item)
        if proposal.kind is ProposalKind.WORK and (proposal.item, proposal.plant) not in self.routings:
            return say("mrp.no-routing", item=proposal.item, plant=proposal.plant)
        return None

    def supplier_of(self, proposal: Proposal) -> str | None:
        """The one it was planned with, whose lead time its dates rest on; or the best for it, if that sells no more."""
        if proposal.kind is not ProposalKind.PURCHASE:
            return None
        offers = [o for o in self.offers.get(proposal.item, ()) if o.minimum.unit == proposal.quantity.unit]
        if proposal.supplier in {offer.supplier for offer in offers}:
            return proposal.supplier
        offer = chosen(offers, [proposal.quantity.value])
        return offer.supplier if offer else None


@dataclass(kw_only=True)
class Release(Aggregate):
    """Its id is the batch of the purchases, so that one supplier gets one order."""

    plan: str
    order: str | None
    until: date | None
    purchase: int
    work: int
    released_at: datetime
    released_by: str

    @classmethod
    def of(
        cls,
        batch: str,
        tenant: str,
        plan: str,
        proposals: Sequence[Proposal],
        sources: Sources,
        *,
        order: str | None,
        until: date | None,
        at: datetime,
        by: str,
    ) -> tuple[Release, list[Proposal]]:
        """All of them in whole, or none: raises CannotRelease naming every item without a source."""
        problems = sorted({problem for p in proposals if (problem := sources.problem_of(p))}, key=str)
        if problems:
            detail = say("mrp.nothing-released", problems=problems)
            raise CannotRelease(detail, errors=tuple(Wrong("plan", problem) for problem in problems))
        released = sorted((_released(p, batch, sources) for p in proposals), key=_by_supplier)
        purchases = sum(p.kind is ProposalKind.PURCHASE for p in released)
        new = cls(
            id=batch,
            tenant=tenant,
            plan=plan,
            order=order,
            until=until,
            purchase=purchases,
            work=len(released) - purchases,
            released_at=at,
            released_by=by,
        )
        together = Counter((proposal.supplier, proposal.plant) for proposal in released)
        for proposal in released:
            new.tell(_told(proposal, together[proposal.supplier, proposal.plant]))
        return new, released


def _released(proposal: Proposal, batch: str, sources: Sources) -> Proposal:
    return replace(proposal, state=ProposalState.RELEASED, batch=batch, supplier=sources.supplier_of(proposal))


def _by_supplier(proposal: Proposal) -> tuple[bool, str, date, str, str]:
    """Purchases of one supplier together, then work in the order in which it begins."""
    return proposal.supplier is None, proposal.supplier or "", proposal.start, proposal.item, proposal.id


def _told(proposal: Proposal, together: int) -> events.PurchaseProposalReleased | events.WorkProposalReleased:
    pegs = tuple(_told_peg(peg) for peg in proposal.pegs)
    if proposal.supplier is None:
        return events.WorkProposalReleased(
            proposal=proposal.id,
            plan=proposal.plan,
            item=proposal.item,
            plant=proposal.plant,
            quantity=proposal.quantity,
            start=proposal.start,
            due=proposal.due,
            pegs=pegs,
        )
    return events.PurchaseProposalReleased(
        proposal=proposal.id,
        plan=proposal.plan,
        item=proposal.item,
        plant=proposal.plant,
        supplier=proposal.supplier,
        quantity=proposal.quantity,
        order_by=proposal.start,
        need_by=proposal.due,
        pegs=pegs,
        batch=proposal.batch or "",
        together=together,
    )


def _told_peg(peg: OrderPeg) -> events.Peg:
    return events.Peg(order=peg.order, line=peg.line, quantity=peg.quantity)
