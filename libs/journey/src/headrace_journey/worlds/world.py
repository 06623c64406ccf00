"""A world: all that is loaded before the journey begins, as rows in the shape of the services' bulk requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

Row = dict[str, Any]


class Origin(NamedTuple):
    """Where a row came from: a file and its line, or a table and its number."""

    file: str
    row: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not in the world: where it stands, what is wrong, how to mend it."""

    origin: Origin
    column: str
    detail: str

    def __str__(self) -> str:
        where = f"{self.origin.file}, row {self.origin.row}" + (f", {self.column}" if self.column else "")
        return f"{where}: {self.detail}"


@dataclass
class Table:
    """Rows of one kind, with where they came from: one origin for the row, or one for each of its lines.

    `columns` are the names that fields of the rows have in the file.
    """

    rows: list[Row] = field(default_factory=list)
    origins: list[tuple[Origin, ...]] = field(default_factory=list)
    columns: Mapping[str, str] = field(default_factory=dict)

    def add(self, row: Row, *origins: Origin) -> None:
        self.rows.append(row)
        self.origins.append(origins)

    def extend(self, rows: list[Row]) -> None:
        for row in rows:
            self.add(row)

    def fault(self, name: str, number: int, path: str, detail: str) -> Fault:
        """What a service said of a field of a row; a row of many lines is named by the line that it speaks of, and one
        that no file has by the name of the table."""
        steps = path.split(".")
        origins = self.origins[number] or (Origin(name, number + 1),)
        lines = [int(step) for step in steps if step.isdigit() and int(step) < len(origins)]
        origin = origins[lines[0] if len(origins) > 1 and lines else 0]
        return Fault(origin, self._column([step for step in steps if not step.isdigit()]) or path, detail)

    def _column(self, steps: list[str]) -> str:
        """Of the longest beginning of a field's path that has a name in the file."""
        known = (self.columns.get(".".join(steps[:length])) for length in range(len(steps), 0, -1))
        return next(filter(None, known), "")

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
    """`order_due` gives every supply of the order its time, and some more. Lines of bills of material that begin on
    `ever` do not follow from the day the world is made on."""

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
    ever: date | None = None
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
