"""A world: all that is loaded before the journey begins, as rows in the shape of the services' bulk requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not in the world; `origin` is its file and line, or its table and number."""

    origin: str
    field: str
    detail: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.field + ': ' if self.field else ''}{self.detail}"


@dataclass
class Table:
    """Rows of one kind, with where they came from: one origin for the row, or one for each of its lines."""

    rows: list[Row] = field(default_factory=list)
    origins: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, row: Row, *origins: str) -> None:
        self.rows.append(row)
        self.origins.append(origins)

    def extend(self, rows: list[Row]) -> None:
        for row in rows:
            self.add(row)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line that the customer is going to order."""

    item: str
    quantity: Decimal
    unit: str

    @property
    def amount(self) -> Row:
        return {"value": str(self.quantity), "unit": self.unit}


@dataclass(frozen=True, slots=True)
class Story:
    """What goes wrong on the way, so that it can be seen to be mended."""

    supplier_proposes_other_terms: bool = True
    buyer_refuses_other_terms: bool = False
    lot_fails: bool = True
    machine_fails: bool = True
    order_is_cancelled: bool = False


USUAL_STORY = Story()


@dataclass(kw_only=True)
class World:
    """`order_due` gives every supply of the order its time, and some more."""

    name: str
    seed: int
    today: date
    leader: str
    customer: str
    bank: str
    carrier: str
    currency: str
    organisations: Table = field(default_factory=Table)
    plants: Table = field(default_factory=Table)
    units: Table = field(default_factory=Table)
    items: Table = field(default_factory=Table)
    boms: Table = field(default_factory=Table)
    work_centres: Table = field(default_factory=Table)
    machines: Table = field(default_factory=Table)
    workshop: Table = field(default_factory=Table)
    routings: Table = field(default_factory=Table)
    suppliers: Table = field(default_factory=Table)
    supplier_items: Table = field(default_factory=Table)
    purchase_history: Table = field(default_factory=Table)
    opening_stock: Table = field(default_factory=Table)
    sales_history: Table = field(default_factory=Table)
    opening_balances: Table = field(default_factory=Table)
    credit_limits: Table = field(default_factory=Table)
    order: tuple[Wanted, ...] = ()
    order_due: date = date.max
    story: Story = field(default_factory=Story)
    assumptions: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def bom_lines(self) -> int:
        return sum(len(bom["lines"]) for bom in self.boms.rows)


class Company(Protocol):
    """What a world is made from. The same day makes the same world, so a second load changes nothing."""

    @property
    def name(self) -> str: ...

    @property
    def seed(self) -> int: ...

    def on(self, today: date) -> World: ...
