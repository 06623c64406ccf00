"""What a supplier offers instead of what was asked or agreed, for what it has not sent yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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
    problems: list[tuple[str, str]] = []
    for index, change in enumerate(changes):
        twice = f"line {change.line} is named twice" if change.line in seen else ""
        wrong = twice or _wrong(change, by_number.get(change.line), today, decimals)
        problems += [(f"lines.{index}", wrong)] if wrong else []
        seen.add(change.line)
    if problems:
        raise CounterProposalRefused.naming(*problems)
    by_line = {change.line: change for change in changes}
    offered = [by_line.get(line.line, LineChange(line.line)).applied_to(line.terms) for line in lines]
    if offered == [line.terms for line in lines]:
        raise CounterProposalRefused("It offers just what was asked. Confirm the order instead.")
    if total(offered).minor > LARGEST:
        raise CounterProposalRefused(f"It comes to {total(offered)}, which no order can be of. Check the figures.")
    return offered


def _wrong(change: LineChange, line: OrderLine | None, today: date, decimals: Mapping[str, int]) -> str:
    if line is None:
        return f"the order has no line {change.line}"
    if not line.left_to_send:
        return f"line {change.line}: nothing is left to send of it"
    finest = decimals.get(line.item)
    return _wrong_quantity(change, line, finest) or _wrong_price(change, line) or _wrong_day(change, today)


def _wrong_quantity(change: LineChange, line: OrderLine, decimals: int | None) -> str:
    asked, offered = line.terms.quantity, change.quantity
    if offered is None:
        return ""
    if offered.unit != asked.unit:
        return f"line {change.line} is counted in {asked.unit}, not {offered.unit}"
    if offered.value <= 0:
        return f"line {change.line}: the quantity is {offered}; it must be above zero"
    if offered < line.noted:
        return f"line {change.line}: {line.noted} were sent already; offer that or more"
    if decimals is not None and offered != line.noted and (words := too_fine(offered, decimals)):
        return f"line {change.line}: {words}"
    return ""


def _wrong_price(change: LineChange, line: OrderLine) -> str:
    agreed = line.terms.price
    if change.price is None or change.price == agreed:
        return ""
    if change.price.currency != agreed.currency:
        return f"line {change.line} is priced in {agreed.currency}, not {change.price.currency}"
    if line.noted:
        return f"line {change.line}: {line.noted} were sent at {agreed} each; the price of a line stays one"
    return f"line {change.line}: the price is {change.price}" if change.price.amount < 0 else ""


def _wrong_day(change: LineChange, today: date) -> str:
    if change.due is None:
        return ""
    if change.due < today:
        return f"line {change.line}: {change.due} is past; today is {today}"
    late = change.due - today > LONGEST
    return f"line {change.line}: {change.due} is more than {LONGEST.days} days away" if late else ""
