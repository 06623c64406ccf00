"""The places goods can be at, and the ways between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from headrace_contracts.messages import Message, say


class PlaceKind(StrEnum):
    """`opening`, `supplier`, `made`, `adjustment`: where goods come from; `consumed`, `scrap`: where they end."""

    OPENING = "opening"
    SUPPLIER = "supplier"
    MADE = "made"
    ADJUSTMENT = "adjustment"
    AVAILABLE = "available"
    INSPECTION = "inspection"
    BLOCKED = "blocked"
    RESERVED = "reserved"
    IN_TRANSIT = "in_transit"
    PRODUCTION = "production"
    CONSUMED = "consumed"
    CUSTOMER = "customer"
    SCRAP = "scrap"


STOCK = frozenset(
    {
        PlaceKind.AVAILABLE,
        PlaceKind.INSPECTION,
        PlaceKind.BLOCKED,
        PlaceKind.RESERVED,
        PlaceKind.IN_TRANSIT,
    }
)
MAY_BE_NEGATIVE = frozenset(
    {PlaceKind.OPENING, PlaceKind.SUPPLIER, PlaceKind.MADE, PlaceKind.ADJUSTMENT, PlaceKind.CUSTOMER}
)


@dataclass(frozen=True, slots=True)
class Place:
    """`party` is the supplier, the customer, or the work order, shipment or block that goods are held for."""

    kind: PlaceKind
    plant: str
    party: str = ""

    @property
    def holds_stock(self) -> bool:
        return self.kind in STOCK

    @property
    def never_negative(self) -> bool:
        """Only the outside places go below nothing: they mirror what came from them."""
        return self.kind not in MAY_BE_NEGATIVE

    def __str__(self) -> str:
        return " ".join(part for part in (self.kind.value, self.plant, self.party) if part)

    @property
    def said(self) -> Message:
        if self.party:
            return say("logistics.place-for", kind=self.kind, plant=self.plant, party=self.party)
        return say("logistics.place", kind=self.kind, plant=self.plant)


WAYS: Mapping[PlaceKind, frozenset[PlaceKind]] = {
    PlaceKind.OPENING: frozenset({PlaceKind.AVAILABLE}),
    PlaceKind.SUPPLIER: frozenset({PlaceKind.INSPECTION, PlaceKind.AVAILABLE, PlaceKind.BLOCKED}),
    PlaceKind.MADE: frozenset({PlaceKind.INSPECTION, PlaceKind.AVAILABLE, PlaceKind.BLOCKED}),
    PlaceKind.PRODUCTION: frozenset({PlaceKind.CONSUMED, PlaceKind.AVAILABLE, PlaceKind.BLOCKED, PlaceKind.SCRAP}),
    PlaceKind.CONSUMED: frozenset({PlaceKind.PRODUCTION}),
    PlaceKind.CUSTOMER: frozenset({PlaceKind.INSPECTION, PlaceKind.BLOCKED}),
    PlaceKind.SCRAP: frozenset(),
    PlaceKind.ADJUSTMENT: frozenset({PlaceKind.AVAILABLE, PlaceKind.INSPECTION, PlaceKind.BLOCKED}),
    PlaceKind.INSPECTION: frozenset({PlaceKind.AVAILABLE, PlaceKind.BLOCKED, PlaceKind.ADJUSTMENT, PlaceKind.MADE}),
    PlaceKind.BLOCKED: frozenset(
        {
            PlaceKind.AVAILABLE,
            PlaceKind.INSPECTION,
            PlaceKind.PRODUCTION,
            PlaceKind.SUPPLIER,
            PlaceKind.SCRAP,
            PlaceKind.ADJUSTMENT,
            PlaceKind.MADE,
        }
    ),
    PlaceKind.AVAILABLE: frozenset(
        {
            PlaceKind.MADE,
            PlaceKind.SUPPLIER,
            PlaceKind.RESERVED,
            PlaceKind.PRODUCTION,
            PlaceKind.IN_TRANSIT,
            PlaceKind.INSPECTION,
            PlaceKind.BLOCKED,
            PlaceKind.SCRAP,
            PlaceKind.ADJUSTMENT,
            PlaceKind.OPENING,
        }
    ),
    PlaceKind.RESERVED: frozenset({PlaceKind.AVAILABLE, PlaceKind.PRODUCTION, PlaceKind.IN_TRANSIT}),
    PlaceKind.IN_TRANSIT: frozenset({PlaceKind.CUSTOMER, PlaceKind.AVAILABLE, PlaceKind.INSPECTION}),
}


def opening(plant: str) -> Place:
    return Place(PlaceKind.OPENING, plant)


def made(plant: str, work_order: str) -> Place:
    return Place(PlaceKind.MADE, plant, work_order)


def consumed(plant: str, work_order: str) -> Place:
    return Place(PlaceKind.CONSUMED, plant, work_order)


def supplier(plant: str, name: str) -> Place:
    return Place(PlaceKind.SUPPLIER, plant, name)


def production(plant: str, work_order: str) -> Place:
    return Place(PlaceKind.PRODUCTION, plant, work_order)


def customer(plant: str, name: str) -> Place:
    return Place(PlaceKind.CUSTOMER, plant, name)


def available(plant: str) -> Place:
    return Place(PlaceKind.AVAILABLE, plant)


def in_inspection(plant: str) -> Place:
    return Place(PlaceKind.INSPECTION, plant)


def blocked(plant: str, block: str = "") -> Place:
    """What quality rejected, or what a person's `block` holds back."""
    return Place(PlaceKind.BLOCKED, plant, block)


def reserved(plant: str, holder: str) -> Place:
    return Place(PlaceKind.RESERVED, plant, holder)


def in_transit(plant: str, shipment: str) -> Place:
    return Place(PlaceKind.IN_TRANSIT, plant, shipment)


def scrap(plant: str) -> Place:
    return Place(PlaceKind.SCRAP, plant)


def adjustment(plant: str) -> Place:
    return Place(PlaceKind.ADJUSTMENT, plant)
