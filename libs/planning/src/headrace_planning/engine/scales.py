"""Between exact decimals and the whole quanta of the kernels."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from headrace_contracts.units import decimals_of
from headrace_contracts.values import Quantity
from headrace_planning.engine.arrays import LARGEST_QUANTITY
from headrace_planning.model.items import BomLine, PlanningItem
from headrace_planning.model.refusal import QuantityTooLarge, UnknownItem, UnknownUnit, WrongFact, WrongQuantity

Place = tuple[str, str]
"""An item and a plant."""


class Catalogue:
    """The planned items by place, each with the scale of its unit."""

    def __init__(self, items: Iterable[PlanningItem]) -> None:
        self.items: dict[Place, PlanningItem] = {}
        for item in sorted(items, key=lambda i: (i.item, i.plant)):
            if (item.item, item.plant) in self.items:
                raise WrongFact(f"{item} is given twice; leave one out")
            self.items[item.item, item.plant] = item

    def at(self, item: str, plant: str, what: object) -> PlanningItem:
        found = self.items.get((item, plant))
        if found is None:
            raise UnknownItem(f"{what}: {item} is not planned in {plant}; add the item there or mend the code")
        return found

    def quanta(self, item: PlanningItem, number: Decimal, what: object) -> int:
        scaled = Fraction(number) * 10 ** places_of(item)
        if scaled.denominator != 1:
            raise WrongQuantity(f"{what}: {number} is finer than {item.unit} is planned; round it first")
        if scaled > LARGEST_QUANTITY:
            raise QuantityTooLarge(f"{what}: {number} {item.unit} is more than can be planned exactly")
        return int(scaled)

    def quanta_of(self, item: PlanningItem, quantity: Quantity, what: object) -> int:
        if quantity.unit != item.unit:
            raise UnknownUnit(f"{what} is given in {quantity.unit!r}, but {item} is counted in {item.unit}")
        return self.quanta(item, quantity.value, what)

    def quantity(self, item: PlanningItem, quanta: int) -> Quantity:
        return Quantity(Decimal(quanta).scaleb(-places_of(item)), item.unit)

    def ratio(self, line: BomLine, parent: PlanningItem, component: PlanningItem) -> tuple[int, int]:
        """Quanta of the component per quantum of the parent, scrap included."""
        shift = Fraction(10) ** (places_of(component) - places_of(parent))
        exact = Fraction(line.quantity_per) / (1 - Fraction(line.scrap_share)) * shift
        if max(exact.numerator, exact.denominator) > LARGEST_QUANTITY:
            raise QuantityTooLarge(f"{line}: {line.quantity_per} has too many digits to be planned exactly")
        return exact.numerator, exact.denominator


def places_of(item: PlanningItem) -> int:
    return decimals_of(item.unit) if item.decimals is None else item.decimals


def yield_ratio(item: PlanningItem) -> tuple[int, int]:
    exact = Fraction(item.yield_share)
    if exact.denominator > 10**9:
        raise WrongQuantity(f"yield_share of {item} has more than nine decimals; round it")
    return exact.numerator, exact.denominator
