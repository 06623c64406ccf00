"""One item's forecast for one bucket: what statistics say, and what a person made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from headrace_contracts.values import MixedUnits, Quantity


class AdjustmentRefused(ValueError):  # noqa: N818 - the trade's word
    """An adjustment breaks a rule; the message says which and how to mend it."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A person's own figure, with who gave it, why and when."""

    quantity: Quantity
    who: str
    why: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.who.strip() or not self.why.strip():
            raise AdjustmentRefused("an adjustment must say who made it and why; fill in both")
        if self.quantity.value < 0:
            raise AdjustmentRefused(f"a forecast can't be negative ({self.quantity}); use 0 for no demand")


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """The statistical value and its interval stay as they were; adjustments stand beside it, latest last."""

    item: str
    bucket_start: date
    statistical: Quantity
    low: Quantity
    high: Quantity
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def quantity(self) -> Quantity:
        """What planning is to use."""
        return self.adjustments[-1].quantity if self.adjustments else self.statistical

    def adjusted(self, adjustment: Adjustment) -> ForecastLine:
        if adjustment.quantity.unit != self.statistical.unit:
            raise MixedUnits(
                f"{self.item} is forecast in {self.statistical.unit}; give the adjustment in that unit, "
                f"not as {adjustment.quantity}"
            )
        return replace(self, adjustments=(*self.adjustments, adjustment))
