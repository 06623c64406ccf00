"""What a customer may order: checked at the door, every wrong line named with what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from headrace_contracts.errors import RuleBroken
from headrace_contracts.values import Price, Quantity, plain

FARTHEST_DAYS = 5 * 366
"""No day is promised beyond; as far ahead working time is laid out."""
MOST_QUANTA = 10**12
"""The most of the smallest unit of an item that one line asks for."""
MOST_MONEY = 10**18
"""The most minor units that an order comes to; events hold no more."""

MOST_DIGITS = 40
"""Longer numbers are told in short."""

Problem = tuple[str, str]


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
        raise OrderRefused.naming(("lines", "an order has at least one line"))
    wrong = {i: why for i, want in enumerate(wanted) if (why := _problem(want, catalogue, today))}
    problems = [(f"lines.{i}", f"line {i + 1}: {why}") for i, why in wrong.items()]
    if not problems:
        problems = [*_foreign_money(wanted, catalogue)] or [*_too_dear(wanted, catalogue)]
    if problems:
        raise OrderRefused.naming(*problems)


def _problem(want: WantedLine, catalogue: Mapping[str, CatalogueItem], today: date) -> str:
    known = catalogue.get(want.item)
    if known is None or not known.sold:
        return f"{want.item} is not in the seller's catalogue"
    return _wrong_item(known) or _wrong_amount(want.quantity, known) or _wrong_day(want.due, today)


def _wrong_item(known: CatalogueItem) -> str:
    if known.price is None:
        return f"{known.item} has no price; ask the seller for a quote"
    if known.obtainable:
        return ""
    if known.made:
        return f"no factory has a routing for {known.item} and none is in stock; ask the seller to publish a routing"
    return f"no supplier sells {known.item} and none is in stock; ask the seller to find one"


def _wrong_amount(wanted: Quantity, known: CatalogueItem) -> str:
    if wanted.unit != known.unit:
        return f"{known.item} is sold by {known.unit}, not {wanted.unit}"
    if wanted.value <= 0:
        return f"the quantity is {_shown(wanted)}; it must be above zero"
    most = Decimal(MOST_QUANTA).scaleb(-known.decimals)
    if wanted.value > most:
        return f"the quantity is more than {plain(most)} {known.unit}, the most that one line may ask for; order less"
    smallest = Decimal(1).scaleb(-known.decimals)
    if wanted.value % smallest:
        below, above = (wanted.value.quantize(smallest, rounding) for rounding in (ROUND_FLOOR, ROUND_CEILING))
        nearest = " or ".join(plain(value) for value in (below, above) if value)
        return (
            f"{known.item} is counted in steps of {plain(smallest)} {known.unit}; order {nearest}, not {_shown(wanted)}"
        )
    return ""


def _shown(quantity: Quantity) -> str:
    """Not with a million zeros."""
    digits = len(quantity.value.as_tuple().digits) + abs(quantity.value.adjusted())
    return str(quantity) if digits <= MOST_DIGITS else f"{quantity.value:.3E} {quantity.unit}"


def _wrong_day(due: date, today: date) -> str:
    if due < today:
        return f"the due date {due} is past; today is {today}"
    if (due - today).days > FARTHEST_DAYS:
        return f"the due date {due} is too far ahead; the last is {today + timedelta(days=FARTHEST_DAYS)}"
    return ""


def _foreign_money(wanted: Sequence[WantedLine], catalogue: Mapping[str, CatalogueItem]) -> Iterator[Problem]:
    prices = [_price(want, catalogue) for want in wanted]
    first = prices[0].currency
    for i, (want, price) in enumerate(zip(wanted, prices, strict=True)):
        if price.currency != first:
            why = (
                f"line {i + 1}: {want.item} is priced in {price.currency}, but line 1 ({wanted[0].item}) in {first}; "
                "an order has one currency, so order what is priced in another by itself"
            )
            yield f"lines.{i}", why


def _too_dear(wanted: Sequence[WantedLine], catalogue: Mapping[str, CatalogueItem]) -> Iterator[Problem]:
    prices = [(_price(want, catalogue), want.quantity.value) for want in wanted]
    total = sum(price.times(quantity).minor for price, quantity in prices)
    if total > MOST_MONEY:
        yield "lines", "the order comes to more money than can be booked at once; order less, or divide it"


def _price(want: WantedLine, catalogue: Mapping[str, CatalogueItem]) -> Price:
    price = catalogue[want.item].price
    assert price is not None
    return price
