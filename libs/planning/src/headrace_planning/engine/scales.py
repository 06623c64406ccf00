"""Between exact decimals and the whole quanta of the kernels."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from headrace_contracts.messages import say
from headrace_contracts.units import decimals_of
from headrace_contracts.values import Quantity
from headrace_planning.engine.arrays import LARGEST_QUANTITY
from headrace_planning.model.items import BomLine, Place, PlanningItem
from headrace_planning.model.refusal import QuantityTooLarge, UnknownItem, UnknownUnit, WrongFact, WrongQuantity

_DIGITS, _FINE = 18, 40


class Catalogue:
    """The planned items by place, each with the scale of its unit."""

    def __init__(self, items: Iterable[PlanningItem]) -> None:
        self.items: dict[Place, PlanningItem] = {}
        for item in sorted(items, key=lambda i: (i.item, i.plant)):
            if (item.item, item.plant) in self.items:
                raise WrongFact(say("planning.given-twice", item=item))
            self.items[item.item, item.plant] = item

    def at(self, item: str, plant: str, what: object) -> PlanningItem:
        found = self.items.get((item, plant))
        if found is None:
            raise UnknownItem(say("planning.not-planned-there", what=what, item=item, plant=plant))
        return found

    def quanta(self, item: PlanningItem, number: Decimal, what: object) -> int:
        """As a need: what is finer than the unit is planned is rounded up."""
        return -self._counted(item, -number, what)

    def held(self, item: PlanningItem, number: Decimal, what: object) -> int:
        """As a supply: what is finer than the unit is planned can't be used."""
        return self._counted(item, number, what)

    def in_unit(self, item: PlanningItem, quantity: Quantity, what: object) -> Decimal:
        if quantity.unit != item.unit:
            raise UnknownUnit(say("planning.other-unit", what=what, given=quantity.unit, item=item, unit=item.unit))
        return quantity.value

    def quantity(self, item: PlanningItem, quanta: int) -> Quantity:
        return Quantity(Decimal(quanta).scaleb(-places_of(item)), item.unit)

    def ratio(self, line: BomLine, parent: PlanningItem, component: PlanningItem) -> tuple[int, int]:
        """Quanta of the component per quantum of the parent, scrap included."""
        shift = places_of(component) - places_of(parent)
        try:
            return _ratio(line.quantity_per, line.scrap_share, shift)
        except OverflowError as error:
            raise QuantityTooLarge(
                say("planning.too-exact-a-line", line=line, quantity_per=line.quantity_per)
            ) from error

    def _counted(self, item: PlanningItem, number: Decimal, what: object) -> int:
        try:
            counted = _rounded_down(number, places_of(item))
        except OverflowError as error:
            words = say("planning.too-large", what=what, quantity=abs(number), unit=item.unit)
            raise QuantityTooLarge(words) from error
        return counted


def _rounded_down(number: Decimal, decimals: int) -> int:
    number = Decimal(number)
    if not number:
        return 0
    if number.adjusted() + decimals < -1:
        return 0 if number > 0 else -1
    if number.adjusted() + decimals > _DIGITS:
        raise OverflowError
    numerator, denominator = number.as_integer_ratio()
    counted: int = numerator * 10**decimals // denominator
    if abs(counted) > LARGEST_QUANTITY:
        raise OverflowError
    return counted


@lru_cache(maxsize=2**16)
def _ratio(quantity_per: Decimal, scrap_share: Decimal, shift: int) -> tuple[int, int]:
    """Exact where both numbers can be held. Else it loses less than a quantum of any quantity that can be held."""
    exact = _fraction(quantity_per) / (1 - _fraction(scrap_share)) * Fraction(10) ** shift
    if exact > LARGEST_QUANTITY:
        raise OverflowError
    if max(exact.numerator, exact.denominator) <= LARGEST_QUANTITY:
        return exact.numerator, exact.denominator
    denominator = min(LARGEST_QUANTITY // (int(exact) + 1), 10**_DIGITS)
    return max(int(exact * denominator), 1), denominator


def places_of(item: PlanningItem) -> int:
    return decimals_of(item.unit) if item.decimals is None else item.decimals


def yield_ratio(item: PlanningItem) -> tuple[int, int]:
    """To nine places, the rest is taken for lost."""
    share = Fraction(int(_fraction(item.yield_share) * 10**9), 10**9)
    if not share:
        raise WrongQuantity(say("planning.no-yield", item=item))
    return share.numerator, share.denominator


def _fraction(number: Decimal) -> Fraction:
    """To forty digits."""
    number = Decimal(number)
    if number.adjusted() > _FINE:
        raise OverflowError
    if number.adjusted() < -_FINE:
        return Fraction(0) if not number else Fraction(1, 10**_FINE)
    return Fraction(Context(prec=_FINE, rounding=ROUND_DOWN).plus(number))
