"""The lots that were issued to a work order, each with what became of it, and the sums of them.

Material is issued to the order, not to a piece of it. Quantities are used in the order of issue, exact to the last
digit; what was told as used stays told, whatever is issued later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from headrace_contracts.errors import RuleBroken
from headrace_contracts.mes.v1 import Certainty
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity


class NotEnoughIssued(RuleBroken):
    """More was made than the issued material allows."""


@dataclass(frozen=True, slots=True)
class IssuedLot:
    """Part of a lot, or one serial of it, in the order it was issued."""

    item: str
    lot: str
    serial: str
    quantity: Quantity
    maker: str | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """What the order makes: its one piece, or its lot. `made` used material; `kept` of it is good and in the output."""

    name: str
    made: Quantity
    kept: Quantity


@dataclass(frozen=True, slots=True)
class Consumption:
    """`quantity` of an issued lot, by the order of issue; `certainty` says whether it is surely in the output."""

    output: str
    item: str
    lot: str
    serial: str
    quantity: Quantity
    certainty: Certainty
    maker: str | None = None


@dataclass(frozen=True, slots=True)
class MaterialLot:
    """`position` is its place in the order of issue. `used` is what was told as used up, `told` how surely."""

    position: int
    item: str
    lot: str
    serial: str
    maker: str | None
    issued: Quantity
    broken: Quantity
    used: Quantity
    told: Certainty | None = None

    @property
    def there(self) -> Quantity:
        """Not broken, or told as used before it was heard that it broke."""
        return max(self.issued - self.broken, self.used)

    @property
    def free(self) -> Quantity:
        return self.there - self.used


@dataclass(slots=True)
class Held:
    """The sums of all lots of one item in one unit. `largest` is at least what is there of each single one.

    `recorded` of the lots were told as surely in the output.
    """

    item: str
    issued: Quantity
    broken: Quantity
    used: Quantity
    there: Quantity
    largest: Quantity
    lots: int = 0
    recorded: int = 0

    @classmethod
    def nothing(cls, item: str, unit: str) -> Held:
        none = Quantity.zero(unit)
        return cls(item, none, none, none, none, none)

    @property
    def unbroken(self) -> Quantity:
        return self.issued - self.broken

    @property
    def free(self) -> Quantity:
        return self.there - self.used

    def count(self, lot: MaterialLot, was: MaterialLot) -> None:
        self.issued += lot.issued - was.issued
        self.broken += lot.broken - was.broken
        self.used += lot.used - was.used
        self.there += lot.there - was.there
        self.largest = max(self.largest, lot.there)
        self.recorded += (lot.told is Certainty.RECORDED) - (was.told is Certainty.RECORDED)


LotKey = tuple[str, str, str, str | None, str]


def key_of(lot: IssuedLot | MaterialLot | Consumption) -> LotKey:
    quantity = lot.issued if isinstance(lot, MaterialLot) else lot.quantity
    return lot.item, lot.lot, lot.serial, lot.maker, quantity.unit


class Material:
    """Lots of one order in the order of their issue: all of them, or those that a step can touch.

    They are stored apart from the order; `sums`, of all of them, are part of it.
    """

    def __init__(self, sums: list[Held]) -> None:
        self._sums = sums
        self._lots: dict[LotKey, MaterialLot] = {}
        self._changed: dict[LotKey, None] = {}
        self._are_all = True

    @property
    def at_hand(self) -> bool:
        """These are all: they came in the order's body."""
        return self._are_all and bool(self._lots)

    def copy(self) -> Material:
        """To be reckoned with beside the order."""
        beside = Material([replace(held) for held in self._sums])
        beside.load(self._lots.values())
        return beside

    def load(self, lots: Iterable[MaterialLot]) -> None:
        """As they are stored; there may be others."""
        self._are_all = False
        self._lots = {key_of(lot): lot for lot in lots} | self._lots

    def held(self, item: str, unit: str) -> Held:
        for sums in self._sums:
            if (sums.item, sums.issued.unit) == (item, unit):
                return sums
        return Held.nothing(item, unit)

    def issue(self, lots: Iterable[IssuedLot]) -> None:
        """More of the same lot adds to what is there."""
        for more in lots:
            lot = self._lot(more)
            self.change(replace(lot, issued=lot.issued + more.quantity))

    def scrap(self, lots: Iterable[IssuedLot]) -> None:
        """It broke. What was issued before lots had a maker is still without one."""
        for gone in lots:
            known = key_of(gone) in self._lots
            lot = self._lot(gone if known else replace(gone, maker=None))
            self.change(replace(lot, broken=lot.broken + gone.quantity))

    def change(self, lot: MaterialLot) -> None:
        self.held(lot.item, lot.issued.unit).count(lot, self._lots[key_of(lot)])
        self._lots[key_of(lot)] = lot
        self._changed[key_of(lot)] = None

    def changed(self) -> list[MaterialLot]:
        return [self._lots[key] for key in self._changed]

    def of(self, item: str, unit: str) -> list[MaterialLot]:
        return [lot for lot in self if (lot.item, lot.issued.unit) == (item, unit)]

    def settle(
        self,
        output: Output,
        per_unit: Mapping[str, Quantity],
        told: Callable[[Consumption], bool] = lambda _: True,
    ) -> list[Consumption]:
        """Book what the output took so far; returns what of it is news. What is not to be `told` now waits.

        News are quantities beyond what was told before (below 0 where less is used), and lots that may be in the output
        or surely are: told once, and again when that changes. What broke is in no output. Where more of it broke than
        pieces were still to be made of, the rest is used when it is issued anew.
        """
        news: list[Consumption] = []
        for item, each in per_unit.items():
            held = self.held(item, each.unit)
            elsewhere = held.there - each * output.kept.value
            lots = [lot for lot in self.of(item, each.unit) if lot.there]
            used, missing = _spread(lots, each * output.made.value - held.used)
            not_loaded = held.free - sum((lot.free for lot in lots), start=Quantity.zero(each.unit))
            if missing > held.broken + not_loaded:
                raise NotEnoughIssued(say("mes.material-missing", missing=missing, item=item, name=output.name))
            for lot, quantity in zip(lots, used, strict=True):
                certainty = Certainty.RECORDED if lot.there > elsewhere else Certainty.POSSIBLE
                use = _consumption(output, lot, quantity - lot.used, certainty)
                if (quantity, certainty) != (lot.used, lot.told) and told(use):
                    news.append(use)
                    self.change(replace(lot, used=quantity, told=certainty))
        return news

    def __iter__(self) -> Iterator[MaterialLot]:
        return iter(sorted(self._lots.values(), key=lambda lot: lot.position))

    def _lot(self, like: IssuedLot) -> MaterialLot:
        """The one that is known, or a new one of which there is nothing yet."""
        key = key_of(like)
        if key not in self._lots:
            unit = like.quantity.unit
            held = self.held(like.item, unit)
            if not held.lots:
                self._sums.append(held)
            none = Quantity.zero(unit)
            place = sum(sums.lots for sums in self._sums) + 1
            held.lots += 1
            self._lots[key] = MaterialLot(place, like.item, like.lot, like.serial, like.maker, none, none, none)
        return self._lots[key]


def _spread(lots: Sequence[MaterialLot], more: Quantity) -> tuple[list[Quantity], Quantity]:
    """What each lot gave, and what is missing. More comes first of what was issued first, less goes back last first."""
    used, nothing = [lot.used for lot in lots], Quantity.zero(more.unit)
    for n, lot in enumerate(lots):
        part = max(nothing, min(lot.free, more))
        used[n], more = used[n] + part, more - part
    for n in reversed(range(len(lots))):
        back = max(nothing, min(used[n], -more))
        used[n], more = used[n] - back, more + back
    return used, more


def _consumption(output: Output, lot: MaterialLot, quantity: Quantity, certainty: Certainty) -> Consumption:
    return Consumption(output.name, lot.item, lot.lot, lot.serial, quantity, certainty, lot.maker)
