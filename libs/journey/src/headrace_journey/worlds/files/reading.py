"""What is known while a company's files are read, and what had to be assumed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from headrace_contracts.currencies import minor_digits
from headrace_contracts.values import Money
from headrace_journey.worlds import rows
from headrace_journey.worlds.files.folder import Folder
from headrace_journey.worlds.files.line import Line
from headrace_journey.worlds.files.register import Register
from headrace_journey.worlds.files.span import Spans
from headrace_journey.worlds.world import Origin, World

CURRENCY = "USD"
UNIT = "EA"
Group = tuple[str, str]
"""Names of category and sub-category."""


@dataclass(frozen=True, slots=True)
class Known:
    """An item as other files refer to it; `origin` is the line that defines it."""

    id: str
    code: str
    origin: Origin
    unit: str
    make: bool
    finished: bool
    days_to_make: int
    cost: Decimal
    price: Decimal
    safety_stock: Decimal
    group: str


@dataclass(frozen=True, slots=True)
class Vendor:
    """`supplier` is the organisation that it is on the platform."""

    supplier: str
    active: bool


@dataclass
class Reading:
    folder: Folder
    world: World
    spans: Spans
    units: Register[str] = field(default_factory=lambda: Register("unit_measure.csv", "unit_measure_code"))
    groups: Register[Group] = field(
        default_factory=lambda: Register("product_subcategory.csv", "product_subcategory_id")
    )
    locations: Register[str] = field(default_factory=lambda: Register("location.csv", "location_id"))
    vendors: Register[Vendor] = field(default_factory=lambda: Register("vendor.csv", "business_entity_id"))
    items: Register[Known] = field(default_factory=lambda: Register("product.csv", "product_id"))
    codes: Register[Known] = field(default_factory=lambda: Register("product.csv", "product_number"))
    lead_days: dict[str, int] = field(default_factory=dict)
    stock: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    stocked_at: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    sold_lately: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    customers: Counter[str] = field(default_factory=Counter)
    assumptions: dict[str, int] = field(default_factory=dict)

    @property
    def plant(self) -> str:
        return f"{self.world.leader}-main"

    def each(self, name: str, read: Callable[[Line], None]) -> None:
        """Read a file with `read`; the lines it can't read are faults of the world."""
        self.world.faults += self.folder.each(name, read)

    def price(self, line: Line, column: str) -> rows.Price:
        """None when it is 0: it is not known then."""
        exact = line.amount(column)
        return rows.exact_price(exact, self.world.currency) if exact else None

    def money(self, line: Line, column: str) -> Money:
        """Rounded to the currency's minor unit, which is counted among the assumptions."""
        exact = line.amount(column)
        rounded = Money.of(exact, self.world.currency)
        if rounded.major != exact:
            digits = minor_digits(self.world.currency)
            self.assume(f"rates in {line.file} have more than {digits} decimals; they are rounded half to even")
        return rounded

    def assume(self, what: str) -> None:
        self.assumptions[what] = self.assumptions.get(what, 0) + 1

    def said(self) -> list[str]:
        return [f"{what} ({count} times)" if count > 1 else what for what, count in self.assumptions.items()]
