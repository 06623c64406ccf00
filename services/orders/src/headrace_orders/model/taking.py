"""What a customer may order: checked at the door, every wrong line named with what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import Message, say
from headrace_contracts.values import Price, Quantity

FARTHEST_DAYS = 5 * 366
"""No day is promised beyond; as far ahead working time is laid out."""
MOST_QUANTA = 10**12
"""The most of the smallest unit of an item that one line asks for."""
MOST_MONEY = 10**18
"""The most minor units that an order comes to; events hold no more."""

MOST_DIGITS = 40
"""Longer numbers are told in short."""

Problem = tuple[str, Message]


class OrderRefused(RuleBroken):
    """The order can't be taken as it stands."""


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """What the seller offers: an item, the unit it is sold in and how finely, and its price for one unit.

    `obtainable`: a factory has a routing for it, a supplier sells it, or some of it is in stock.
    """

    item: str
    name: str
    unit: str
    decimals: int
    price: Price | None
    sold: bool
    obtainable: bool
    made: bool = True


@dataclass(frozen=True, slots=True)
class WantedLine:
    item: str
    quantity: Quantity
    due: date


def expect_takable(wanted: Sequence[WantedLine], catalogue: Mapping[str, CatalogueItem], today: date) -> None:
    """Raises OrderRefused naming every line that is wrong, and why."""
    if not wanted:
        raise OrderRefused.naming(("lines", say("orders.no-lines")))
    wrong = {i: why for i, want in enumerate(wanted) if (why := _problem(want, catalogue, today))}
    problems = [(f"lines.{i}", say("orders.line", line=i + 1, why=why)) for i, why in wrong.items()]
    if not problems:
        problems = [*_foreign_money(wanted, catalogue)] or [*_too_dear(wanted, catalogue)]
    if problems:
        raise OrderRefused.naming(*problems)


def _problem(want: WantedLine, catalogue: Mapping[str, CatalogueItem], today: date) -> Message | None:
    known = catalogue.get(want.item)
    if known is None or not known.sold:
        return say("orders.not-in-the-catalogue", item=want.item)
    return _wrong_item(known) or _wrong_amount(want.quantity, known) or _wrong_day(want.due, today)


def _wrong_item(known: CatalogueItem) -> Message | None:
    if known.price is None:
        return say("orders.no-price", item=known.item)
    if known.obtainable:
        return None
    if known.made:
        return say("orders.not-made-here", item=known.item)
    return say("orders.not-bought-here", item=known.item)


def _wrong_amount(wanted: Quantity, known: CatalogueItem) -> Message | None:
    if wanted.unit != known.unit:
        return say("orders.other-unit", item=known.item, sold_by=known.unit, asked=wanted.unit)
    if wanted.value <= 0:
        return say("orders.not-above-zero", quantity=_shown(wanted))
    most = Decimal(MOST_QUANTA).scaleb(-known.decimals)
    if wanted.value > most:
        return say("orders.too-much", most=most, unit=known.unit)
    smallest = Decimal(1).scaleb(-known.decimals)
    if wanted.value % smallest:
        below, above = (wanted.value.quantize(smallest, rounding) for rounding in (ROUND_FLOOR, ROUND_CEILING))
        nearest = [value for value in (below, above) if value]
        return say(
            "orders.not-in-steps",
            item=known.item,
            smallest=smallest,
            unit=known.unit,
            nearest=nearest,
            asked=_shown(wanted),
        )
    return None


def _shown(quantity: Quantity) -> str:
    """Not with a million zeros."""
    digits = len(quantity.value.as_tuple().digits) + abs(quantity.value.adjusted())
    return str(quantity) if digits <= MOST_DIGITS else f"{quantity.value:.3E} {quantity.unit}"


def _wrong_day(due: date, today: date) -> Message | None:
    if due < today:
        return say("orders.day-past", due=due, today=today)
    if (due - today).days > FARTHEST_DAYS:
        return say("orders.day-too-far", due=due, last=today + timedelta(days=FARTHEST_DAYS))
    return None


def _foreign_money(wanted: Sequence[WantedLine], catalogue: Mapping[str, CatalogueItem]) -> Iterator[Problem]:
    prices = [_price(want, catalogue) for want in wanted]
    first = prices[0].currency
    for i, (want, price) in enumerate(zip(wanted, prices, strict=True)):
        if price.currency != first:
            why = say(
                "orders.foreign-money",
                item=want.item,
                currency=price.currency,
                first_item=wanted[0].item,
                first=first,
            )
            yield f"lines.{i}", say("orders.line", line=i + 1, why=why)


def _too_dear(wanted: Sequence[WantedLine], catalogue: Mapping[str, CatalogueItem]) -> Iterator[Problem]:
    prices = [(_price(want, catalogue), want.quantity.value) for want in wanted]
    total = sum(price.times(quantity).minor for price, quantity in prices)
    if total > MOST_MONEY:
        yield "lines", say("orders.too-dear")


def _price(want: WantedLine, catalogue: Mapping[str, CatalogueItem]) -> Price:
    price = catalogue[want.item].price
    assert price is not None
    return price
