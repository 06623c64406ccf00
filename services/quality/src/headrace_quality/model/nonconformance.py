"""A nonconformance: what becomes of a rejected lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.messages import Message, kept, say
from headrace_contracts.quality.v1 import Disposition, LotDisposed
from headrace_contracts.values import Quantity
from headrace_quality.model.inspection import Inspection, InspectionState, Subject
from headrace_quality.model.whereabouts import GoodsMoved


class NonconformanceState(StrEnum):
    OPEN = "open"
    DISPOSED = "disposed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


ENDED = (NonconformanceState.CLOSED, NonconformanceState.WITHDRAWN)


class NotRejected(WrongState):
    """Only a rejected lot is nonconforming."""


class WrongDisposition(RuleBroken):
    """This can't be done with this lot."""


class WrongPart(RuleBroken):
    """The lot can't be divided like this."""


class WrongStage(WrongState):
    """The nonconformance is not at the stage for it."""


@dataclass(kw_only=True)
class Nonconformance(Aggregate):
    """`split_from` is the case whose lot this is a part of."""

    inspection: str
    subject: Subject
    defects: int
    description: str
    raised_at: datetime
    state: NonconformanceState = NonconformanceState.OPEN
    disposition: Disposition | None = None
    reason: str = ""
    disposed_by: str = ""
    disposed_at: datetime | None = None
    closed_by: str = ""
    closed_at: datetime | None = None
    split_from: str = ""
    description_said: Message | None = None

    @classmethod
    def of(cls, inspection: Inspection, nonconformance: str, at: datetime) -> Nonconformance:
        if inspection.state is not InspectionState.REJECTED:
            raise NotRejected(say("quality.not-rejected", id=inspection.id, state=inspection.state))
        description, message = kept(inspection.reason)
        return cls(
            id=nonconformance,
            tenant=inspection.tenant,
            inspection=inspection.id,
            subject=inspection.subject,
            defects=inspection.defects,
            description=description,
            description_said=message,
            raised_at=at,
        )

    def dispose(self, disposition: Disposition, by: str, reason: str, at: datetime) -> None:
        """Choose what is done with the lot; a later choice replaces an earlier one until it is closed."""
        if self.state in ENDED:
            raise WrongStage(say("quality.inspect-again", id=self.id, state=self.state))
        if disposition is Disposition.UNSPECIFIED:
            raise WrongDisposition(say("quality.say-what-is-done", lot=self.subject.lot))
        if disposition is Disposition.RETURN and not self.subject.supplier:
            raise WrongDisposition(say("quality.made-in-house", lot=self.subject.lot))
        if disposition is Disposition.USE_AS_IS and not reason.strip():
            raise WrongDisposition(say("quality.use-for-a-reason", lot=self.subject.lot))
        self.disposition = disposition
        self.reason = reason
        self.disposed_by = by
        self.disposed_at = at
        self.state = NonconformanceState.DISPOSED

    def split(self, part: Quantity, serials: Sequence[str], nonconformance: str, at: datetime) -> Nonconformance:
        """Take part of the lot out, to be disposed of in another way; this case keeps the rest.

        Where its pieces have serial numbers, the part's are named.
        """
        if self.state in ENDED:
            raise WrongStage(say("quality.told-already", id=self.id, state=self.state))
        whole = self.subject.quantity
        if part.unit != whole.unit or not 0 < part.value < whole.value:
            raise WrongPart(say("quality.take-less-than-all", part=part, whole=whole, lot=self.subject.lot))
        named = set(serials)
        strange = named - set(self.subject.serials)
        if strange or (self.subject.serials and len(named) != part.value):
            raise WrongPart(say("quality.name-the-serials", part=part, lot=self.subject.lot, serials=serials))
        self.subject, subject = (
            self.subject.without(part, named),
            replace(self.subject, quantity=part, serials=tuple(sorted(named))),
        )
        return replace(
            self,
            id=nonconformance,
            version=0,
            subject=subject,
            split_from=self.id,
            raised_at=at,
            state=NonconformanceState.OPEN,
            disposition=None,
            reason="",
            disposed_by="",
            disposed_at=None,
        )

    def withdraw(self, by: str, at: datetime) -> None:
        """The rejection was wrong. Raises GoodsMoved where the disposition is carried out."""
        if self.state is NonconformanceState.CLOSED and self.disposition:
            facts = {"quantity": self.subject.quantity, "lot": self.subject.lot, "id": self.id}
            raise GoodsMoved(say(_STANDS[self.disposition], **facts))
        self.state, self.closed_by, self.closed_at = NonconformanceState.WITHDRAWN, by, at

    def close(self, by: str, at: datetime) -> None:
        """The disposition is carried out."""
        if self.state is not NonconformanceState.DISPOSED or self.disposition is None:
            raise WrongStage(say("quality.not-disposed", id=self.id, state=self.state))
        self.closed_by = by
        self.closed_at = at
        self.state = NonconformanceState.CLOSED
        self.tell(
            LotDisposed(
                nonconformance=self.id,
                disposition=self.disposition,
                item=self.subject.item,
                lot=self.subject.lot,
                plant=self.subject.plant,
                quantity=self.subject.quantity,
                supplier=self.subject.supplier,
                reason=self.reason,
                purchase_order=self.subject.purchase_order,
                order_line=self.subject.order_line,
                serials=self.subject.serials,
            )
        )


_STANDS: Mapping[Disposition, str] = {
    Disposition.USE_AS_IS: "quality.used-so-stands",
    Disposition.REWORK: "quality.reworked-so-stands",
    Disposition.RETURN: "quality.returned-so-stands",
    Disposition.SCRAP: "quality.scrapped-so-stands",
}
