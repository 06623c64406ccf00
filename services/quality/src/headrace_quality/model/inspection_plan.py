"""How the lots of an item are sampled."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from headrace_quality.model.sampling import Severity, plan_for


@dataclass(frozen=True, slots=True)
class InspectionPlan:
    """`reduced_allowed`: production is steady and the responsible authority wants reduced inspection."""

    aql: Decimal = Decimal("1.0")
    level: str = "II"
    reduced_allowed: bool = False

    def check(self) -> None:
        """Raises NoSuchPlan when the tables don't have the AQL or the level."""
        plan_for(1, self.level, Severity.NORMAL, self.aql)


DEFAULT = InspectionPlan()
