"""How much of an order a step can touch, so that no more of it need be loaded: the same of a small and a large one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from headrace_mes.model.correcting import Correction
from headrace_mes.model.reporting import PersonsReport
from headrace_mes.model.work_order import UNDER_WAY, WorkOrder


@dataclass(frozen=True, slots=True)
class Reach:
    """At most so many `pieces` change; `leaving` finished ones go with them when the order is done by it.

    `hands_over` says whether any may leave the shop, `takes_back` whether any may come back.
    """

    pieces: int
    leaving: int = 0
    hands_over: bool = False
    takes_back: bool = False
    serials: Sequence[str] = ()

    @classmethod
    def of_counts(cls, order: WorkOrder) -> Reach:
        """What its machines counted ahead is booked."""
        return _reach(order, 0, None)

    @classmethod
    def of_report(cls, order: WorkOrder, said: PersonsReport) -> Reach:
        """What is scrap may have been handed over as good by a machine's count."""
        pieces = _pieces(order, max(said.good.value, Decimal(0)) + max(said.scrap.value, Decimal(0)))
        return _reach(order, pieces, said.sequence, said.scrapped_serials, takes_back=bool(said.scrap))

    @classmethod
    def of_correction(cls, order: WorkOrder, correction: Correction) -> Reach:
        pieces = _pieces(order, correction.quantity.value)
        return _reach(order, pieces, correction.sequence, correction.serials, takes_back=True)

    @classmethod
    def of_all(cls, order: WorkOrder) -> Reach:
        """The order ends with what it made."""
        everything = ceil(order.quantity.value)
        return cls(everything, leaving=everything, hands_over=True)


def _pieces(order: WorkOrder, asked: Decimal) -> int:
    """Never more than the order has, whatever number is asked for."""
    return max(0, ceil(min(asked, order.quantity.value)))


def _reach(
    order: WorkOrder, pieces: int, sequence: int | None, serials: Sequence[str] = (), *, takes_back: bool = False
) -> Reach:
    if order.state not in UNDER_WAY:
        return Reach(pieces, 0, bool(pieces), takes_back, serials)
    total = arriving = pieces
    for operation in order.operations:
        booked = order.may_book_ahead(operation, arriving)
        total, arriving = total + booked, arriving + booked
    last = order.operations[-1].step.sequence
    ends = ceil(order.still_open(last).value) <= total
    leaving = ceil((order.good - order.handed_over).value) if ends else 0
    return Reach(total, leaving, ends or sequence == last, takes_back, serials)
