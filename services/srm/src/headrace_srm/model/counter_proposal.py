"""What a supplier offers instead of what was asked or agreed, for what it has not sent yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from headrace_contracts.messages import Message, say
from headrace_contracts.units import too_fine
from headrace_contracts.values import Price, Quantity
from headrace_srm.model.order_line import OrderLine, Terms, total
from headrace_srm.model.refusal import CounterProposalRefused

LONGEST = timedelta(days=3650)
LARGEST = 10**15
"""Minor units of an order."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """What is None stays as asked."""

    line: int
    quantity: Quantity | None = None
    price: Price | None = None
    due: date | None = None

    def applied_to(self, asked: Terms) -> Terms:
        price = asked.price if self.price is None else self.price
        return Terms(asked.line, self.quantity or asked.quantity, price, self.due or asked.due)


def proposed_terms(
    lines: Sequence[OrderLine], changes: Sequence[LineChange], today: date, decimals: Mapping[str, int]
) -> list[Terms]:
    """All lines as they would be. `decimals` of the items. Raises CounterProposalRefused naming every wrong line."""
    by_number = {line.line: line for line in lines}
    seen: set[int] = set()
    problems: list[tuple[str, Message]] = []
    for index, change in enumerate(changes):
        twice = say("srm.line-twice", line=change.line) if change.line in seen else None
        wrong = twice or _wrong(change, by_number.get(change.line), today, decimals)
        problems += [(f"lines.{index}", wrong)] if wrong else []
        seen.add(change.line)
    if problems:
        raise CounterProposalRefused.naming(*problems)
    by_line = {change.line: change for change in changes}
    offered = [by_line.get(line.line, LineChange(line.line)).applied_to(line.terms) for line in lines]
    if offered == [line.terms for line in lines]:
        raise CounterProposalRefused(say("srm.nothing-offered"))
    if total(offered).minor > LARGEST:
        raise CounterProposalRefused(say("srm.no-such-total", total=total(offered)))
    return offered


def _wrong(change: LineChange, line: OrderLine | None, today: date, decimals: Mapping[str, int]) -> Message | None:
    if line is None:
        return say("srm.no-line", line=change.line)
    if not line.left_to_send:
        return say("srm.nothing-left", line=change.line)
    finest = decimals.get(line.item)
    return _wrong_quantity(change, line, finest) or _wrong_price(change, line) or _wrong_day(change, today)


def _wrong_quantity(change: LineChange, line: OrderLine, decimals: int | None) -> Message | None:
    asked, offered = line.terms.quantity, change.quantity
    if offered is None:
        return None
    if offered.unit != asked.unit:
        return say("srm.other-unit", line=change.line, counted=asked.unit, given=offered.unit)
    if offered.value <= 0:
        return say("srm.not-above-zero", line=change.line, quantity=offered)
    if offered < line.noted:
        return say("srm.sent-already", line=change.line, noted=line.noted)
    if decimals is not None and offered != line.noted and (words := too_fine(offered, decimals)):
        return say("srm.line", line=change.line, why=words)
    return None


def _wrong_price(change: LineChange, line: OrderLine) -> Message | None:
    agreed = line.terms.price
    if change.price is None or change.price == agreed:
        return None
    if change.price.currency != agreed.currency:
        return say("srm.other-currency", line=change.line, agreed=agreed.currency, given=change.price.currency)
    if line.noted:
        return say("srm.sent-at-a-price", line=change.line, noted=line.noted, agreed=agreed)
    return say("srm.negative-price", line=change.line, price=change.price) if change.price.amount < 0 else None


def _wrong_day(change: LineChange, today: date) -> Message | None:
    if change.due is None:
        return None
    if change.due < today:
        return say("srm.day-past", line=change.line, due=change.due, today=today)
    late = change.due - today > LONGEST
    return say("srm.day-too-far", line=change.line, due=change.due, days=LONGEST.days) if late else None
