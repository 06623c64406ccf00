"""The items, their bills and sources as heard, and what of it a plant plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from headrace_contracts.units import decimals_of
from headrace_contracts.values import Quantity
from headrace_planning.model.items import BomLine, PlanningItem, Source
from headrace_planning.model.refusal import UnknownItem, UnknownPlant, UnknownUnit
from headrace_planning.model.sourcing import SupplierOffer, preferred


@dataclass(frozen=True, slots=True)
class Item:
    item: str
    unit: str
    made: bool
    lead_days: int
    safety_stock: Decimal
    lot_minimum: Decimal
    lot_multiple: Decimal


@dataclass(frozen=True, slots=True)
class Component:
    item: str
    quantity_per: Quantity
    scrap_share: Decimal
    valid_from: date
    valid_to: date | None

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def needed_for(self, pieces: Decimal) -> Decimal:
        return pieces * self.quantity_per.value / (1 - self.scrap_share)


@dataclass(frozen=True, slots=True)
class Network:
    items: Mapping[str, Item]
    components: Mapping[str, Sequence[Component]]
    offers: Mapping[str, Sequence[SupplierOffer]]
    routings: AbstractSet[tuple[str, str]]
    """(item, plant) of all that can be made."""
    plants: Sequence[str]

    @property
    def units(self) -> dict[str, int]:
        return {unit: self.decimals(unit) for unit in {item.unit for item in self.items.values()}}

    def unit_of(self, item: str) -> str:
        return self._item(item).unit

    def decimals(self, unit: str) -> int:
        return decimals_of(unit)

    def home_of(self, item: str) -> str:
        """The plant where a forecast is planned: the first that makes the item, else the first of all."""
        if not self.plants:
            raise UnknownPlant("no plant is registered; register one before planning")
        makers = sorted(plant for made, plant in self.routings if made == item)
        return makers[0] if makers else self.plants[0]

    def planned(self, places: Iterable[tuple[str, str]]) -> list[PlanningItem]:
        """These items in these plants, and all that they are made of there."""
        waiting = sorted(set(places))
        reached = set(waiting)
        while waiting:
            item, plant = waiting.pop()
            if self._item(item).made:
                parts = {(part.item, plant) for part in self.components.get(item, ())} - reached
                reached |= parts
                waiting += parts
        return [self._planning_item(self._item(item), plant) for item, plant in sorted(reached)]

    def bom(self, parents: Iterable[str]) -> Iterator[BomLine]:
        for parent in parents:
            for part in self.components.get(parent, ()):
                self._check_unit(parent, part)
                yield BomLine(
                    parent, part.item, part.quantity_per.value, part.scrap_share, part.valid_from, part.valid_to
                )

    def material_for(self, item: str, pieces: Decimal, day: date) -> Iterator[tuple[str, Quantity]]:
        """What a work order begun that day takes, by the bill; never less than it takes exactly."""
        for part in self.components.get(item, ()):
            if part.is_valid_on(day):
                unit = self._item(part.item).unit
                smallest = Decimal(1).scaleb(-self.decimals(unit))
                yield part.item, Quantity(part.needed_for(pieces).quantize(smallest, ROUND_CEILING), unit)

    def _item(self, item: str) -> Item:
        if item not in self.items:
            raise UnknownItem(f"{item} is in use, but no such item is defined; define it, or mend the code")
        return self.items[item]

    def _check_unit(self, parent: str, part: Component) -> None:
        unit = self._item(part.item).unit
        if part.quantity_per.unit != unit:
            raise UnknownUnit(
                f"the bill of {parent} asks for {part.quantity_per} of {part.item}, which is counted in {unit}"
            )

    def _planning_item(self, item: Item, plant: str) -> PlanningItem:
        offer = None if item.made else preferred(self.offers.get(item.item, ()))
        minimum = offer.minimum_in(item.unit) if offer else Decimal(0)
        return PlanningItem(
            item.item,
            plant,
            item.unit,
            Source.MAKE if item.made else Source.BUY,
            offer.lead_days if offer else item.lead_days,
            safety_stock=item.safety_stock,
            lot_minimum=max(item.lot_minimum, minimum),
            lot_multiple=item.lot_multiple,
        )
