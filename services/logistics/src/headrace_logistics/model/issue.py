"""Issue of material for a work order, by scans or by rule, until every component is covered."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from headrace_contracts.values import Quantity

from headrace_logistics.model.lots import LotInStock
from headrace_logistics.model.picking import Need, Pick, PickRule, propose, take_scanned
from headrace_logistics.model.refusal import Refused
from headrace_logistics.model.scanning import Reason, Scan, ScanRefused, is_repeat, refuse_impossible


class IssueClosed(Refused):
    """Nothing more is issued for this work order."""


class IssueStatus(StrEnum):
    OPEN = "open"
    COMPLETE = "complete"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Component:
    item: str
    quantity: Quantity


@dataclass(slots=True)
class MaterialIssue:
    """`components` has each item once; `issued` is what left the stock, in order."""

    number: str
    work_order: str
    company: str
    plant: str
    components: tuple[Component, ...]
    status: IssueStatus = IssueStatus.OPEN
    issued: list[Pick] = field(default_factory=list)
    scans: dict[str, Scan] = field(default_factory=dict)

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
        """Issue what is still needed from the lots the rule names, as far as the stock goes."""
        self._refuse_unless_open()
        known = list(lots)
        picks = [p for c in self.components for p in propose(known, self._need(c, today), rule)]
        for pick in picks:
            self._take(pick)
        return tuple(picks)

    def missing(self) -> tuple[Component, ...]:
        """What no stock was found for."""
        rest = (Component(c.item, self.still_needed(c)) for c in self.components)
        return tuple(c for c in rest if c.quantity)

    def cancel(self) -> None:
        """The work order is cancelled; what was issued goes back as returns."""
        self._refuse_unless_open()
        self.status = IssueStatus.CANCELLED

    def _component_of(self, scan: Scan) -> Component:
        for component in self.components:
            if component.item == scan.goods.item:
                return component
        raise ScanRefused(Reason.WRONG_ITEM, f"work order {self.work_order} needs no {scan.goods.item}")

    def _need(self, component: Component, today: date) -> Need:
        return Need(component.item, self.still_needed(component), self.company, self.plant, today)

    def _take(self, pick: Pick) -> None:
        self.issued.append(pick)
        if not self.missing():
            self.status = IssueStatus.COMPLETE

    def _refuse_unless_open(self) -> None:
        if self.status is not IssueStatus.OPEN:
            raise IssueClosed(f"material issue {self.number} for {self.work_order} is {self.status}")
