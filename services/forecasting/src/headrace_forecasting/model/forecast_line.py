"""One item of a forecast order: what statistics say for each week, and what people made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, Wrong
from headrace_contracts.messages import say
from headrace_contracts.units import FINEST
from headrace_contracts.values import Quantity

LARGEST = Decimal(10) ** 12


class AdjustmentRefused(RuleBroken):
    """The adjustment can't be taken as it stands."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A person's own figure, with who gave it, why and when."""

    quantity: Quantity
    who: str
    why: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.who.strip() or not self.why.strip():
            raise AdjustmentRefused(say("forecasting.who-and-why"))
        if self.quantity.value < 0:
            raise AdjustmentRefused(say("forecasting.negative", quantity=self.quantity))
        if self.quantity.value > LARGEST:
            raise AdjustmentRefused(
                say("forecasting.too-much-for-a-week", quantity=self.quantity, most=format(LARGEST, ","))
            )


@dataclass(frozen=True, slots=True)
class Bucket:
    """The week from the Monday `start`. The statistical value and its 90 % interval stay as they were; adjustments
    stand beside them, latest last."""

    start: date
    statistical: Quantity
    low: Quantity
    high: Quantity
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def quantity(self) -> Quantity:
        """What planning is to use."""
        return self.adjustments[-1].quantity if self.adjustments else self.statistical


@dataclass(kw_only=True)
class ForecastLine(Aggregate):
    """Figures have up to `decimals` places; 0 for what is counted in pieces."""

    order: str
    item: str
    unit: str
    decimals: int = FINEST
    method: str
    buckets: tuple[Bucket, ...]

    @staticmethod
    def name(order: str, item: str) -> str:
        return f"{order}/{item}"

    @property
    def quantity(self) -> Quantity:
        return sum((bucket.quantity for bucket in self.buckets), start=Quantity.zero(self.unit))

    @property
    def is_adjusted(self) -> bool:
        return any(bucket.adjustments for bucket in self.buckets)

    def adjust(self, figures: Mapping[date, Quantity], who: str, why: str, at: datetime) -> None:
        """Set own figures for some weeks, by their Mondays. Raises AdjustmentRefused, then nothing has changed."""
        problems = tuple(_problems(self, figures))
        if problems:
            raise AdjustmentRefused.naming(*((problem.field, problem.detail) for problem in problems))
        given = {start: Adjustment(quantity, who, why, at) for start, quantity in figures.items()}
        self.buckets = tuple(
            replace(bucket, adjustments=(*bucket.adjustments, given[bucket.start])) if bucket.start in given else bucket
            for bucket in self.buckets
        )


def _problems(line: ForecastLine, figures: Mapping[date, Quantity]) -> list[Wrong]:
    weeks = {bucket.start for bucket in line.buckets}
    found = []
    for start, quantity in figures.items():
        if start not in weeks:
            words = say("forecasting.no-such-week", item=line.item, start=start)
            found.append(Wrong("buckets", words))
        if quantity.unit != line.unit:
            words = say("forecasting.other-unit", item=line.item, unit=line.unit, quantity=quantity)
            found.append(Wrong("buckets", words))
        elif not quantity.has_at_most(line.decimals):
            facts = {"item": line.item, "quantity": quantity}
            decimals = say("forecasting.decimals", **facts, decimals=line.decimals)
            found.append(Wrong("buckets", decimals if line.decimals else say("forecasting.whole-pieces", **facts)))
    return found
