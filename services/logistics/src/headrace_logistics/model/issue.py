"""Material for a work order: asked for at its release, issued by scans or by rule until every component is covered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.logistics.v1 import IssuedLine, MaterialIssued
from headrace_contracts.values import Quantity
from headrace_logistics.model.lots import LotInStock
from headrace_logistics.model.picking import Need, Pick, PickRule, propose, take_scanned
from headrace_logistics.model.scanning import Reason, Scan, ScanRefused, is_repeat, refuse_impossible


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


@dataclass(kw_only=True)
class IssueRequest(Aggregate):
    """Its id is the work order's. `components` has each item once; `issued` is what left the stock, in order."""

    work_order: str
    item: str
    plant: str
    components: list[Component]
    state: IssueState = IssueState.OPEN
    issued: list[Pick] = field(default_factory=list)
    scans: dict[str, Scan] = field(default_factory=dict)

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
        taken = (pick.quantity for pick in self.issued if pick.goods.item == component.item)
        return component.quantity - sum(taken, start=Quantity.zero(component.quantity.unit))

    def issue_scanned(self, scan: Scan, lots: Iterable[LotInStock], today: date) -> Pick | None:
        """Issue what a person scanned; none when the same scan came before."""
        if is_repeat(self.scans, scan):
            return None
        self._refuse_unless_open()
        refuse_impossible(self.scans, scan)
        pick = take_scanned(lots, scan, self._need(self._component_of(scan), today))
        self.scans[scan.client_id] = scan
        self._take(pick)
        return pick

    def issue_by_rule(self, rule: PickRule, lots: Iterable[LotInStock], today: date) -> tuple[Pick, ...]:
        """Issue all that is still needed from the lots the rule names. Raises ShortOfMaterial when stock is less."""
        self._refuse_unless_open()
        known = list(lots)
        picks = [p for c in self.components for p in propose(known, self._need(c, today), rule)]
        self._refuse_if_short(picks)
        for pick in picks:
            self._take(pick)
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
        if self.state is IssueState.OPEN:
            self.state = IssueState.CLOSED

    def _component_of(self, scan: Scan) -> Component:
        for component in self.components:
            if component.item == scan.goods.item:
                return component
        raise ScanRefused(Reason.WRONG_ITEM, f"work order {self.work_order} needs no {scan.goods.item}")

    def _need(self, component: Component, today: date) -> Need:
        return Need(component.item, self.still_needed(component), self.tenant, self.plant, today)

    def _take(self, pick: Pick) -> None:
        self.issued.append(pick)
        if not self.missing():
            self.state = IssueState.COMPLETE

    def _refuse_if_short(self, picks: Sequence[Pick]) -> None:
        problems = []
        for part in self.missing():
            taken = (p.quantity for p in picks if p.goods.item == part.item)
            short = part.quantity - sum(taken, start=Quantity.zero(part.quantity.unit))
            if short:
                problems.append({"field": part.item, "detail": f"{short} of {part.quantity} are not free"})
        if problems:
            words = ", ".join(f"{p['field']}: {p['detail']}" for p in problems)
            raise ShortOfMaterial(
                f"work order {self.work_order} in {self.plant} lacks {words}; receive or release it first",
                errors=tuple(problems),
            )

    def _refuse_unless_open(self) -> None:
        if self.state is not IssueState.OPEN:
            words = f"the material of work order {self.work_order} is {self.state}; nothing more is issued"
            broke = ". More for parts that broke can't be issued on it yet: plan another work order for what they lack"
            raise IssueClosed(words + broke if self.state is IssueState.COMPLETE else words)


@dataclass(kw_only=True)
class Issue(Aggregate):
    """What was issued at one time; `scans` are the ids of the scans it was made from."""

    number: str
    work_order: str
    plant: str
    lines: list[Pick]
    scans: list[str]
    issued_by: str
    issued_at: datetime

    @classmethod
    def book(
        cls,
        issue: str,
        number: str,
        request: IssueRequest,
        picks: Sequence[Pick],
        scans: Sequence[str],
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
            scans=list(scans),
            issued_by=by,
            issued_at=at,
        )
        lines = tuple(
            IssuedLine(
                item=p.goods.item, lot=p.goods.lot, serial=p.goods.serial, quantity=p.quantity, maker=p.goods.maker
            )
            for p in picks
        )
        new.tell(MaterialIssued(issue=issue, work_order=request.work_order, plant=request.plant, lines=lines))
        return new
