"""How far into the books somebody looks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from headrace_logistics.stock.model.places import Place
from headrace_logistics.stock.model.stock import Goods


@dataclass(frozen=True, slots=True)
class Reach:
    """What is moved, and no more: goods at the places that they leave and come to.

    `in_production` are items that, in a plant, a work order has there: all of what it has of them.
    Goods without a serial are all of their lot there, with one that piece, and what lies there of its lot without any.
    """

    goods: Collection[tuple[Goods, Place]] = ()
    in_production: Collection[tuple[str, str, str]] = ()

    @classmethod
    def of_move(cls, goods: Goods, serials: Collection[str], *ways: Place) -> Reach:
        """So much of a lot, or these pieces of it, on its way between places."""
        named = [Goods(goods.item, goods.lot, serial, goods.maker) for serial in serials] or [goods]
        return cls([(each, place) for each in named for place in ways])
