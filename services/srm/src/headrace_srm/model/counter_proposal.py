"""What a supplier offers instead of what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headrace_contracts.values import Money, Quantity
from headrace_srm.model.order_line import Terms
from headrace_srm.model.refusal import CounterProposalRefused


@dataclass(frozen=True, slots=True)
class LineChange:
    """What is None stays as asked."""

    line: int
    quantity: Quantity | None = None
    price: Money | None = None
    due: date | None = None

    def applied_to(self, asked: Terms) -> Terms:
        price = asked.price if self.price is None else self.price
        return Terms(asked.line, self.quantity or asked.quantity, price, self.due or asked.due)


def proposed_terms(asked: Sequence[Terms], changes: Sequence[LineChange], today: date) -> list[Terms]:
    """All lines as they would be. Raises CounterProposalRefused naming every line that is wrong."""
    by_number = {terms.line: terms for terms in asked}
    seen: set[int] = set()
    problems: list[tuple[str, str]] = []
    for index, change in enumerate(changes):
        twice = f"line {change.line} is named twice" if change.line in seen else ""
        wrong = twice or _wrong(change, by_number.get(change.line), today)
        problems += [(f"lines.{index}", wrong)] if wrong else []
        seen.add(change.line)
    if problems:
        raise CounterProposalRefused.naming(*problems)
    by_line = {change.line: change for change in changes}
    offered = [by_line.get(terms.line, LineChange(terms.line)).applied_to(terms) for terms in asked]
    if offered == list(asked):
        raise CounterProposalRefused("It offers just what was asked. Confirm the order instead.")
    return offered


def _wrong(change: LineChange, asked: Terms | None, today: date) -> str:
    if asked is None:
        return f"the order has no line {change.line}"
    return _wrong_quantity(change, asked) or _wrong_price(change, asked) or _wrong_day(change, today)


def _wrong_quantity(change: LineChange, asked: Terms) -> str:
    if change.quantity is None:
        return ""
    if change.quantity.unit != asked.quantity.unit:
        return f"line {change.line} is counted in {asked.quantity.unit}, not {change.quantity.unit}"
    if change.quantity.value <= 0:
        return f"line {change.line}: the quantity is {change.quantity}; it must be above zero"
    return ""


def _wrong_price(change: LineChange, asked: Terms) -> str:
    if change.price is None:
        return ""
    if change.price.currency != asked.price.currency:
        return f"line {change.line} is priced in {asked.price.currency}, not {change.price.currency}"
    return f"line {change.line}: the price is {change.price}" if change.price.minor < 0 else ""


def _wrong_day(change: LineChange, today: date) -> str:
    past = change.due is not None and change.due < today
    return f"line {change.line}: {change.due} is past; today is {today}" if past else ""
