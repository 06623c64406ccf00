"""How an item's demand behaves, and the stock policy that suits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


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


class DemandKind(StrEnum):
    """The classes that a stock policy is chosen for; `smooth` is smooth and fast."""

    SMOOTH = "smooth"
    VOLATILE = "volatile"
    INTERMITTENT = "intermittent"
    SLOW = "slow"
    NEW = "new"
    STOPPED = "stopped"


class StockPolicy(StrEnum):
    ORDER_POINT = "(R,Q)"
    PERIODIC = "(T,S)"
    MIN_MAX = "(s,S)"
    BASE_STOCK = "(B,S)"
    NONE = "none"


POLICIES: Mapping[DemandKind, StockPolicy] = MappingProxyType(
    {
        DemandKind.SMOOTH: StockPolicy.ORDER_POINT,
        DemandKind.VOLATILE: StockPolicy.PERIODIC,
        DemandKind.INTERMITTENT: StockPolicy.MIN_MAX,
        DemandKind.SLOW: StockPolicy.BASE_STOCK,
        DemandKind.NEW: StockPolicy.BASE_STOCK,
        DemandKind.STOPPED: StockPolicy.NONE,
    }
)
"""What suits a kind of demand; a company may choose otherwise."""


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
    def kind(self) -> DemandKind:
        """Age tells before rhythm, and rhythm before size."""
        if self.life is not LifeStage.ACTIVE:
            return DemandKind(self.life.value)
        if self.regularity is not Regularity.CONTINUOUS:
            return DemandKind(self.regularity.value)
        return DemandKind(self.variability.value)
