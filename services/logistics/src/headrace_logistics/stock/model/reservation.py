"""Stock held for a work order or a shipment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from headrace_logistics.stock.model.picking import Pick
from headrace_logistics.stock.model.places import Place, available, reserved
from headrace_logistics.stock.model.stock import Move, Stock, move_all


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom goods are held for, in which plant; `name` is the work order's or shipment's number."""

    plant: str
    name: str

    @property
    def place(self) -> Place:
        return reserved(self.plant, self.name)


def reserve(stock: Stock, picks: Iterable[Pick], holder: Holder, at: datetime) -> None:
    """Hold free stock, so that nobody else takes it."""
    for pick in picks:
        source = available(holder.plant)
        stock.post(Move(pick.goods, pick.quantity, source, holder.place, holder.name, at))


def release(stock: Stock, holder: Holder, at: datetime) -> None:
    """Give back all that is held, as after a cancellation."""
    move_all(stock, holder.place, available(holder.plant), holder.name, at)


def withdraw(stock: Stock, pick: Pick, holder: Holder, target: Place, at: datetime) -> None:
    """Take goods to the target, first from what is held for the holder, then from free stock."""
    held = stock.held(pick.goods, holder.place, pick.quantity.unit)
    from_reserved = min(held, pick.quantity)
    rest = pick.quantity - from_reserved
    if rest:
        stock.post(Move(pick.goods, rest, available(holder.plant), target, holder.name, at))
    if from_reserved:
        stock.post(Move(pick.goods, from_reserved, holder.place, target, holder.name, at))
