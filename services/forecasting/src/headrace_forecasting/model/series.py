"""One node of the tree as a forecast run left it: the method, the reasons for it, the cleaned weeks, the figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.values import Quantity
from headrace_forecasting.model.demand_class import DemandClass
from headrace_forecasting.model.forecast_line import Bucket


@dataclass(frozen=True, slots=True)
class Score:
    """A candidate's past errors, in units of the series' own one-step naive error; a bias above 0 is too much."""

    method: str
    rmsse: float
    bias: float


@dataclass(frozen=True, slots=True)
class CleanedWeek:
    """What cleaning made of the week from the Monday `week`."""

    week: date
    before: Quantity
    after: Quantity
    reason: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody wants a week as it was sold; it stands for every later run until they decide otherwise."""

    item: str
    change: CleanedWeek
    declined: bool
    who: str
    why: str
    at: datetime


@dataclass(kw_only=True)
class Series(Aggregate):
    """`level` is total, category, subcategory or item. `error` and `naive_error` (RMSSE of the chosen and of the
    better naive method) are None where there was too little history to measure."""

    order: str
    level: str
    node: str
    category: str
    subcategory: str
    unit: str
    method: str
    demand: DemandClass
    origins: int
    error: float | None
    naive_error: float | None
    scores: tuple[Score, ...]
    changes: tuple[CleanedWeek, ...]
    buckets: tuple[Bucket, ...]

    @property
    def item(self) -> str:
        return self.node if self.level == "item" else ""

    def place(self, level: str) -> tuple[str, ...]:
        """The names that tell its node of that level from others: at its own level or one above."""
        names = {
            "total": (),
            "category": (self.category,),
            "subcategory": (self.category, self.subcategory),
            "item": (self.node,),
        }
        return self.unit, *names[level]

    @property
    def quantity(self) -> Quantity:
        return sum((bucket.quantity for bucket in self.buckets), start=Quantity.zero(self.unit))

    @property
    def value_added(self) -> float | None:
        """Share of the naive error that the method saves."""
        return 1 - self.error / self.naive_error if self.error is not None and self.naive_error else None
