"""The places goods can be at, and the ways between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    SUPPLIER = "supplier"
    PRODUCTION = "production"
    CUSTOMER = "customer"
    SCRAP = "scrap"
    ADJUSTMENT = "adjustment"
    AVAILABLE = "available"
    INSPECTION = "inspection"
    BLOCKED = "blocked"
    RESERVED = "reserved"
    IN_TRANSIT = "in_transit"


STOCK = frozenset(
    {
        PlaceKind.AVAILABLE,
        PlaceKind.INSPECTION,
        PlaceKind.BLOCKED,
        PlaceKind.RESERVED,
        PlaceKind.IN_TRANSIT,
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """`party` is the supplier, the customer, or the work order or shipment that goods are held for."""

    kind: PlaceKind
    plant: str
    party: str = ""

    @property
    def holds_stock(self) -> bool:
        """Stock is never negative; the outside places mirror what came from or went to them."""
        return self.kind in STOCK

    def __str__(self) -> str:
        return " ".join(part for part in (self.kind.value, self.plant, self.party) if part)


WAYS: Mapping[PlaceKind, frozenset[PlaceKind]] = {
    PlaceKind.SUPPLIER: frozenset({PlaceKind.INSPECTION, PlaceKind.AVAILABLE, PlaceKind.BLOCKED}),
    PlaceKind.PRODUCTION: frozenset({PlaceKind.INSPECTION, PlaceKind.AVAILABLE, PlaceKind.BLOCKED, PlaceKind.SCRAP}),
    PlaceKind.CUSTOMER: frozenset({PlaceKind.INSPECTION, PlaceKind.BLOCKED}),
    PlaceKind.SCRAP: frozenset(),
    PlaceKind.ADJUSTMENT: frozenset({PlaceKind.AVAILABLE, PlaceKind.INSPECTION, PlaceKind.BLOCKED}),
    PlaceKind.INSPECTION: frozenset({PlaceKind.AVAILABLE, PlaceKind.BLOCKED, PlaceKind.ADJUSTMENT}),
    PlaceKind.BLOCKED: frozenset(
        {
            PlaceKind.AVAILABLE,
            PlaceKind.INSPECTION,
            PlaceKind.PRODUCTION,
            PlaceKind.SUPPLIER,
            PlaceKind.SCRAP,
            PlaceKind.ADJUSTMENT,
        }
    ),
    PlaceKind.AVAILABLE: frozenset(
        {
            PlaceKind.RESERVED,
            PlaceKind.PRODUCTION,
            PlaceKind.IN_TRANSIT,
            PlaceKind.INSPECTION,
            PlaceKind.BLOCKED,
            PlaceKind.SCRAP,
            PlaceKind.ADJUSTMENT,
        }
    ),
    PlaceKind.RESERVED: frozenset({PlaceKind.AVAILABLE, PlaceKind.PRODUCTION, PlaceKind.IN_TRANSIT}),
    PlaceKind.IN_TRANSIT: frozenset({PlaceKind.CUSTOMER, PlaceKind.AVAILABLE, PlaceKind.INSPECTION}),
}


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


def blocked(plant: str) -> Place:
    return Place(PlaceKind.BLOCKED, plant)


def reserved(plant: str, holder: str) -> Place:
    return Place(PlaceKind.RESERVED, plant, holder)


def in_transit(plant: str, shipment: str) -> Place:
    return Place(PlaceKind.IN_TRANSIT, plant, shipment)


def scrap(plant: str) -> Place:
    return Place(PlaceKind.SCRAP, plant)


def adjustment(plant: str) -> Place:
    return Place(PlaceKind.ADJUSTMENT, plant)
