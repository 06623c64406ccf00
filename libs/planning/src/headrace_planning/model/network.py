"""The items, their bills and sources as heard, and what of it a plant plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal
from functools import cached_property

from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_planning.model.items import BomLine, Place, PlanningItem, Source
from headrace_planning.model.refusal import UnknownItem, UnknownPlant, UnknownUnit
from headrace_planning.model.sourcing import ANY_LOT, Lots, SupplierOffer, chosen

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Item:
    """`decimals` are the places that its quantities are counted to."""

    item: str
    unit: str
    decimals: int
    made: bool
    lead_days: int
    safety_stock: Decimal = NOTHING
    lots: Lots = ANY_LOT


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


@dataclass(frozen=True)
class Network:
    items: Mapping[str, Item]
    components: Mapping[str, Sequence[Component]]
    offers: Mapping[str, Sequence[SupplierOffer]]
    routings: AbstractSet[Place]
    """All that can be made."""
    plants: Sequence[str]
    stocked: AbstractSet[Place] = frozenset()
    """All that is in stock."""
    needs: Mapping[Place, Sequence[Decimal]] = field(default_factory=dict)
    """What of a purchased item is wanted there, in order of time, as far as it is known: the offer is chosen for it."""
    waited_for: AbstractSet[Place] = frozenset()
    """Without which a customer would be served later than was told or wished."""

    def unit_of(self, item: str) -> str:
        return self._item(item).unit

    def decimals_of(self, item: str) -> int:
        return self._item(item).decimals

    def home_of(self, item: str) -> str:
        """Where all that is said of an item without a plant is planned: its forecast and its safety stock.

        The first plant that makes it; of what is bought the first that uses it, and among those, or all when none
        does, one that has it in stock.
        """
        if not self.plants:
            raise UnknownPlant(say("planning.nowhere", item=item))
        makers, users = self._makers[item], self._users[item]
        if makers:
            return min(makers)
        return min(self.plants, key=lambda plant: (plant not in users, (item, plant) not in self.stocked, plant))

    def reached(self, places: Iterable[Place]) -> set[Place]:
        """These items in these plants, and all that they are made of there."""
        waiting = list(places)
        found = set(waiting)
        while waiting:
            item, plant = waiting.pop()
            if item in self.items and self.items[item].made:
                parts = {(part.item, plant) for part in self.components.get(item, ())}
                waiting += parts - found
                found |= parts
        return found

    def safety_stocks(self) -> Iterator[Place]:
        """Where an item has to be planned though nothing else asks for it there."""
        if self.plants:
            yield from ((item.item, self.home_of(item.item)) for item in self.items.values() if item.safety_stock)

    def bom(self, parent: str) -> Iterator[BomLine]:
        for part in self.components.get(parent, ()):
            self._check_unit(parent, part)
            yield BomLine(parent, part.item, part.quantity_per.value, part.scrap_share, part.valid_from, part.valid_to)

    def material_for(self, item: str, pieces: Decimal, day: date) -> Iterator[tuple[str, Quantity]]:
        """What a work order begun that day takes, by the bill; never less than it takes exactly."""
        for part in self.components.get(item, ()):
            if part.is_valid_on(day):
                found = self._item(part.item)
                smallest = Decimal(1).scaleb(-found.decimals)
                yield part.item, Quantity(part.needed_for(pieces).quantize(smallest, ROUND_CEILING), found.unit)

    def offer_for(self, name: str, plant: str) -> SupplierOffer | None:
        """By what the item is bought for the plant: one that sells it in its own unit. None for what is made."""
        item = self._item(name)
        offers = [] if item.made else [o for o in self.offers.get(name, ()) if o.minimum.unit == item.unit]
        hurry = (name, plant) in self.waited_for
        return chosen(offers, self.needs.get((name, plant), ()), item.lots, is_waited_for=hurry)

    def bought_for(
        self,
        needs: Mapping[Place, Sequence[Decimal]],
        waited_for: AbstractSet[Place],
        items: Iterable[PlanningItem],
    ) -> tuple[Network, tuple[PlanningItem, ...]]:
        """The same when so much is wanted, and customers wait for these: the items by the offers best for that."""
        known = replace(self, needs=needs, waited_for=self.waited_for | waited_for)
        return known, tuple(known.planning_item(i.item, i.plant) if (i.item, i.plant) in needs else i for i in items)

    def _item(self, item: str) -> Item:
        if item not in self.items:
            raise UnknownItem(say("planning.no-such-item", item=item))
        return self.items[item]

    def _check_unit(self, parent: str, part: Component) -> None:
        unit = self._item(part.item).unit
        if part.quantity_per.unit != unit:
            raise UnknownUnit(
                say(
                    "planning.bill-in-another-unit",
                    parent=parent,
                    quantity_per=part.quantity_per,
                    item=part.item,
                    unit=unit,
                )
            )

    def planning_item(self, name: str, plant: str) -> PlanningItem:
        """Of what is bought with the lead time and the least lot of the best offer."""
        item, offer = self._item(name), self.offer_for(name, plant)
        lots = item.lots.of(offer) if offer else item.lots
        return PlanningItem(
            name,
            plant,
            item.unit,
            Source.MAKE if item.made else Source.BUY,
            offer.lead_days if offer else item.lead_days,
            safety_stock=item.safety_stock if plant == self.home_of(name) else NOTHING,
            lot_minimum=lots.minimum,
            lot_multiple=lots.multiple,
            decimals=item.decimals,
        )

    @cached_property
    def _makers(self) -> Mapping[str, AbstractSet[str]]:
        """Item -> the plants that make it."""
        found: dict[str, set[str]] = defaultdict(set)
        for item, plant in self.routings:
            found[item].add(plant)
        return found

    @cached_property
    def _users(self) -> Mapping[str, AbstractSet[str]]:
        """Item -> the plants that make something of it."""
        found: dict[str, set[str]] = defaultdict(set)
        for parent, parts in self.components.items():
            for part in parts:
                found[part.item] |= self._makers[parent]
        return found
