"""What is known while a company's files are read, and what had to be assumed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from headrace_contracts.values import Money, minor_digits
from headrace_journey.worlds.files.reader import BadValue, Folder, Line
from headrace_journey.worlds.files.shift import Shifts
from headrace_journey.worlds.world import World

CURRENCY = "USD"
UNIT = "EA"


@dataclass(frozen=True, slots=True)
class Known:
    """An item as other files refer to it by its id; `origin` is the line that defines it."""

    code: str
    origin: str
    unit: str
    make: bool
    finished: bool
    days_to_make: int
    cost: Decimal
    price: Decimal
    safety_stock: Decimal
    group: str


@dataclass
class Reading:
    folder: Folder
    world: World
    shifts: Shifts
    items: dict[str, Known] = field(default_factory=dict)
    by_code: dict[str, Known] = field(default_factory=dict)
    lead_days: dict[str, int] = field(default_factory=dict)
    vendors: dict[str, str] = field(default_factory=dict)
    stock: Counter[str] = field(default_factory=Counter)
    stocked_at: dict[str, set[str]] = field(default_factory=dict)
    sold_lately: Counter[str] = field(default_factory=Counter)
    customers: Counter[str] = field(default_factory=Counter)
    assumptions: dict[str, int] = field(default_factory=dict)

    @property
    def plant(self) -> str:
        return f"{self.world.leader}-main"

    def item(self, line: Line, column: str = "product_id") -> Known:
        known = self.items.get(line.text(column))
        if known is None:
            raise BadValue(column, f"item {line.text(column)} is not in product.csv")
        return known

    def money(self, line: Line, column: str) -> Money:
        """Rounded to the currency's minor unit, which is counted among the assumptions."""
        exact = line.amount(column)
        rounded = Money.of(exact, self.world.currency)
        if rounded.major != exact:
            digits = minor_digits(self.world.currency)
            self.assume(f"prices in {line.file} have more than {digits} decimals; they are rounded half to even")
        return rounded

    def purchase_day(self, day: date) -> date:
        return day + self.shifts.purchases

    def sales_day(self, day: date) -> date:
        return day + self.shifts.sales

    def assume(self, what: str) -> None:
        self.assumptions[what] = self.assumptions.get(what, 0) + 1

    def said(self) -> list[str]:
        return [f"{what} ({count} times)" if count > 1 else what for what, count in self.assumptions.items()]
