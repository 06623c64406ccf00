"""How an item's demand behaves, and the stock policy that suits it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Regularity(StrEnum):
    """How often demand comes: `slow` sells less than once in four buckets."""

    CONTINUOUS = "continuous"
    INTERMITTENT = "intermittent"
    SLOW = "slow"


class Variability(StrEnum):
    """How much the size of a demand varies when it comes."""

    SMOOTH = "smooth"
    VOLATILE = "volatile"


class LifeStage(StrEnum):
    """`new` is too short for an honest comparison of models; `stopped` no longer sells, or never did."""

    NEW = "new"
    ACTIVE = "active"
    STOPPED = "stopped"


class Abc(StrEnum):
    A = "A"
    B = "B"
    C = "C"


class StockPolicy(StrEnum):
    ORDER_POINT = "(R,Q)"
    PERIODIC = "(T,S)"
    MIN_MAX = "(s,S)"
    BASE_STOCK = "(B,S)"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DemandClass:
    """Average demand interval in buckets, squared coefficient of variation of the sizes, and what follows."""

    regularity: Regularity
    variability: Variability
    life: LifeStage
    abc: Abc
    interval: float
    cv2: float

    @property
    def policy(self) -> StockPolicy:
        """Base stock for slow items, min-max where timing or size is uncertain, otherwise by value:
        A items are watched continuously, B and C items ordered in common periods."""
        if self.life is LifeStage.STOPPED:
            return StockPolicy.NONE
        if self.regularity is Regularity.SLOW:
            return StockPolicy.BASE_STOCK
        if self.regularity is Regularity.INTERMITTENT or self.variability is Variability.VOLATILE:
            return StockPolicy.MIN_MAX
        return StockPolicy.ORDER_POINT if self.abc is Abc.A else StockPolicy.PERIODIC
