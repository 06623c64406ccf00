"""Material for a work order: asked for at its release, issued by scans or by rule until every component is covered.

More is issued for a reason. What broke in production is scrap, so as much more is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, Wrong, WrongState
from headrace_contracts.logistics.v1 import IssuedLine, MaterialIssued, MaterialScrapped
from headrace_contracts.messages import say
from headrace_contracts.portions import PORTION, portions
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model import (
    Label,
    LotInStock,
    Need,
    Pick,
    PickRule,
    Reason,
    Scan,
    ScanRefused,
    is_repeat,
    propose,
    refuse_impossible,
    refuse_reused,
    take_scanned,
)

WITH_A_REASON = say("logistics.with-a-reason")


class IssueClosed(WrongState):
    """Nothing more is issued for this work order."""


class ShortOfMaterial(RuleBroken):
    """There is not enough free stock for the work order."""


class IssueState(StrEnum):
    OPEN = "open"
    COMPLETE = "complete"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Component:
    item: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants: these scans issued, or all that is still needed (`propose`); what broke, and the reason."""

    scans: Sequence[Label] = ()
    propose: bool = False
    broken: Sequence[Label] = ()
    reason: str = ""


@dataclass(kw_only=True)
class IssueRequest(Aggregate):
    """Its id is the work order's. `components` has each item once; `issued` is what left the stock, in order.

    `broken` of it went from production to scrap.
    """

    work_order: str
    item: str
    plant: str
    components: list[Component]
    state: IssueState = IssueState.OPEN
    issued: list[Pick] = field(default_factory=list)
    scans: dict[str, Scan] = field(default_factory=dict)
    broken: list[Pick] = field(default_factory=list)
    broken_scans: dict[str, Scan] = field(default_factory=dict)

    @classmethod
    def of(
        cls, work_order: str, tenant: str, *, item: str, plant: str, components: Iterable[Component]
    ) -> IssueRequest:
        sums: dict[str, Quantity] = {}
        for part in components:
            sums[part.item] = sums.get(part.item, Quantity.zero(part.quantity.unit)) + part.quantity
        needed = [Component(name, quantity) for name, quantity in sums.items() if quantity]
        state = IssueState.OPEN if needed else IssueState.COMPLETE
        return cls(
            id=work_order,
            tenant=tenant,
            work_order=work_order,
            item=item,
            plant=plant,
            components=needed,
            state=state,
        )

    def still_needed(self, component: Component) -> Quantity:
        """Nothing when more than that was issued."""
        nothing = Quantity.zero(component.quantity.unit)
        taken, lost = (
            sum((pick.quantity for pick in picks if pick.goods.item == component.item), start=nothing)
            for picks in (self.issued, self.broken)
        )
        return max(nothing, component.quantity - taken + lost)

    def fresh(self, asked: Asked) -> Asked:
        """Without the scans that came before. Raises ScanRefused when an id stood for another."""
        return replace(
            asked,
            scans=[label for label in asked.scans if not label.repeats(self.scans)],
            broken=[label for label in asked.broken if not label.repeats(self.broken_scans)],
        )

    def issue_scanned(self, scan: Scan, lots: Iterable[LotInStock], today: date, reason: str = "") -> Pick | None:
        """Issue what a person scanned, with a reason also more than is needed; none when the same scan came before."""
        if is_repeat(self.scans, scan):
            return None
        self.refuse_unless_open(reason)
        refuse_reused(self.broken_scans, scan)
        refuse_impossible(self.scans, scan)
        need = replace(self._need(self._component_of(scan), today), over=bool(reason), hint=WITH_A_REASON)
        pick = take_scanned(lots, scan, need)
        self.scans[scan.client_id] = scan
        self._take(pick)
        return pick

    def scrap_scanned(self, scan: Scan, in_production: Iterable[LotInStock], today: date, reason: str) -> Pick | None:
        """Material of the order broke: as much more is needed; none when the same scan came before."""
        if is_repeat(self.broken_scans, scan):
            return None
        self.refuse_unless_open(reason)
        refuse_reused(self.scans, scan)
        refuse_impossible(self.broken_scans, scan)
        none = Quantity.zero(scan.quantity.unit)
        need = Need(scan.goods.item, none, self.tenant, self.plant, today, over=True)
        pick = take_scanned(in_production, scan, need)
        self.broken_scans[scan.client_id] = scan
        self.broken.append(pick)
        if self.missing():
            self.state = IssueState.OPEN
        return pick

    def issue_by_rule(self, rule: PickRule, lots: Iterable[LotInStock], today: date) -> tuple[Pick, ...]:
        """Issue all that is still needed from the lots the rule names. Raises ShortOfMaterial when stock is less."""
        self.refuse_unless_open()
        known = list(lots)
        picks = [p for c in self.components for p in propose(known, self._need(c, today), rule)]
        self._refuse_if_short(picks)
        self._take(*picks)
        return tuple(picks)

    def missing(self) -> tuple[Component, ...]:
        """What is not issued yet."""
        rest = (Component(c.item, self.still_needed(c)) for c in self.components)
        return tuple(c for c in rest if c.quantity)

    def cancel(self) -> None:
        """The work order is cancelled; what was issued goes back to stock."""
        self.state = IssueState.CANCELLED

    def close(self) -> None:
        """The work order is done; what it did without is not issued any more, and what it left goes back to stock."""
        if self.state is not IssueState.CANCELLED:
            self.state = IssueState.CLOSED

    def refuse_unless_open(self, reason: str = "") -> None:
        """A reason lets more be issued on a complete request, none on one whose work order has ended."""
        if self.state is IssueState.OPEN or (reason and self.state is IssueState.COMPLETE):
            return
        more = WITH_A_REASON if self.state is IssueState.COMPLETE else say("logistics.nothing-more-issued")
        raise IssueClosed(say("logistics.issue-closed", work_order=self.work_order, state=self.state, more=more))

    def _component_of(self, scan: Scan) -> Component:
        for component in self.components:
            if component.item == scan.goods.item:
                return component
        raise ScanRefused(
            Reason.WRONG_ITEM, say("logistics.needs-no-such-item", work_order=self.work_order, item=scan.goods.item)
        )

    def _need(self, component: Component, today: date) -> Need:
        return Need(component.item, self.still_needed(component), self.tenant, self.plant, today)

    def _take(self, *picks: Pick) -> None:
        self.issued += picks
        if not self.missing():
            self.state = IssueState.COMPLETE

    def _refuse_if_short(self, picks: Sequence[Pick]) -> None:
        problems = []
        for part in self.missing():
            taken = (p.quantity for p in picks if p.goods.item == part.item)
            short = part.quantity - sum(taken, start=Quantity.zero(part.quantity.unit))
            if short:
                problems.append(Wrong(part.item, say("logistics.not-free", short=short, wanted=part.quantity)))
        if problems:
            missing = [say("logistics.field", field=p.field, why=p.detail) for p in problems]
            raise ShortOfMaterial(
                say("logistics.short-of-material", work_order=self.work_order, plant=self.plant, missing=missing),
                errors=tuple(problems),
            )


@dataclass(kw_only=True)
class Issue(Aggregate):
    """What was issued at one time, and for what reason more than planned.

    `broken` went to scrap; `scans` are the ids of the scans it was made from.
    """

    number: str
    work_order: str
    plant: str
    lines: list[Pick]
    scans: list[str]
    issued_by: str
    issued_at: datetime
    reason: str = ""
    broken: list[Pick] = field(default_factory=list)

    @classmethod
    def book(
        cls,
        issue: str,
        number: str,
        request: IssueRequest,
        picks: Sequence[Pick],
        broken: Sequence[Pick],
        asked: Asked,
        *,
        by: str,
        at: datetime,
    ) -> Issue:
        new = cls(
            id=issue,
            tenant=request.tenant,
            number=number,
            work_order=request.work_order,
            plant=request.plant,
            lines=list(picks),
            scans=[label.scan for label in (*asked.scans, *asked.broken)],
            issued_by=by,
            issued_at=at,
            reason=asked.reason,
            broken=list(broken),
        )
        facts = {"issue": issue, "work_order": request.work_order, "plant": request.plant}
        if broken:
            new.tell(MaterialScrapped(**facts, lines=_lines(broken), reason=asked.reason))
        for n, part in enumerate(portions(picks)):
            new.tell(MaterialIssued(**facts, lines=_lines(part), lines_before=n * PORTION or None))
        return new


def _lines(picks: Sequence[Pick]) -> tuple[IssuedLine, ...]:
    return tuple(
        IssuedLine(item=p.goods.item, lot=p.goods.lot, serial=p.goods.serial, quantity=p.quantity, maker=p.goods.maker)
        for p in picks
    )
