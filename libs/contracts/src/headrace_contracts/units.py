"""How finely a unit is counted when nobody said it: pieces whole, what is measured to three places or so.

Codes are those of UNECE Recommendation 20 beside the words that people use. Product data says what holds for a
company's own units; this is what holds until it does.
"""

from __future__ import annotations

from types import MappingProxyType

from headrace_contracts.messages import Message, say
from headrace_contracts.values import Quantity

FINEST = 6
"""Decimal places that no quantity has more than."""
UNKNOWN = 3

_PIECES = """
    ea each pc pcs pce piece pieces stk st stck stueck stück ks szt pz un und unit h87 c62 nr no
    set sets kit pair pairs pr npr npl dz dzn doz ct ctn cs case box boxes bx bo btl bottle bag bg pack pk pkg
    pallet pal pf roll rol ro rl sheet drum can tray reel spool vehicle lot
    个 件 只 台 套 张 片 根 支 箱 包 袋 瓶 卷 盒 桶 对 双
"""
_DECIMALS = MappingProxyType(
    {
        **dict.fromkeys(_PIECES.split(), 0),
        **dict.fromkeys(["g", "grm", "ml", "mlt", "mm", "mmt", "cm", "cmt", "oz", "onz", "min", "mnt"], 2),
        **dict.fromkeys(["t", "tne", "to", "ton", "吨"], 6),
    }
)


def decimals_of(unit: str) -> int:
    """Decimal places that quantities of the unit have, 0 for pieces by whatever name; upper or lower case is one."""
    return _DECIMALS.get(unit.casefold(), UNKNOWN)


def too_fine(quantity: Quantity, decimals: int) -> Message | None:
    """Why there can't be such a quantity of what is counted to so many places; None when there can."""
    _, digits, exponent = quantity.value.as_tuple()
    beyond = -int(exponent) - decimals
    if beyond <= 0 or not any(digits[-beyond:]):
        return None
    if not decimals:
        return say("contracts.part-of-a-piece", quantity=quantity, unit=quantity.unit)
    return say("contracts.too-fine", quantity=quantity, decimals=decimals)
