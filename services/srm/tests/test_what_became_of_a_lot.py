"""SRM-6: whatever becomes of a lot, and in whatever order it is heard, its figures stay those of goods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from headrace_srm.model import noted_lots
from headrace_srm.model.delivery_note import DeliveryNote, SentLot
from headrace_srm.model.noted_lots import NotedLot
from headrace_srm.model.purchase_order import PurchaseOrder

from .test_purchase_order_rules import TODAY, order, pieces, proposal, send

L1 = NotedLot(1, "L1")


@dataclass
class Srm:
    """The order and its notes, as the use cases book on them."""

    made: PurchaseOrder
    notes: list[DeliveryNote]

    def receive(self, note: DeliveryNote, amount: int) -> None:
        self.made.receive(1, pieces(amount), TODAY)
        note.receive("L1", pieces(amount))

    def judge(self, amount: int, good: bool) -> None:
        self.made.judge(1, pieces(amount), good=good)
        noted_lots.judge(self.notes, L1, pieces(amount), good=good)

    def withdraw(self, amount: int, good: bool) -> None:
        self.made.judge(1, -pieces(amount), good=good)
        noted_lots.withdraw(self.notes, L1, pieces(amount), good=good)

    def reconsider(self, amount: int, good: bool | None) -> None:
        self.made.reconsider(1, pieces(amount), good=good)
        noted_lots.reconsider(self.notes, L1, pieces(amount), good=good)


Heard = Callable[[Srm], None]


@dataclass
class Inspection:
    size: int
    good: bool | None = None
    undisposed: int = 0


@dataclass
class House:
    """What quality and the warehouse allow, and what they tell of it; `free` is what lies in stock."""

    inspections: list[Inspection]
    free: int = 0
    good: int = 0
    bad: int = 0
    quality: list[Heard] = field(default_factory=list)
    """In this order: its events have the lot as their key."""
    warehouse: list[Heard] = field(default_factory=list)

    def act(self, number: int, which: int, amount: int) -> None:
        one = self.inspections[which % len(self.inspections)]
        if number < 2 and one.good is None:
            self.decide(one, good=number == 0)
        elif number == 2 and one.good is not None:
            self.reopen(one)
        elif number in (3, 4, 5) and 0 < amount <= one.undisposed:
            self.dispose(one, amount, {3: True, 4: None, 5: False}[number])
        elif number == 6 and 0 < amount <= self.free:
            self.free -= amount
            self.count(amount, good=False, other=-1)
            self.warehouse.append(lambda srm: srm.reconsider(amount, False))

    def count(self, amount: int, *, good: bool, other: int = 0) -> None:
        self.good += amount * (1 if good else other)
        self.bad += amount * (other if good else 1)

    def decide(self, one: Inspection, *, good: bool) -> None:
        one.good, size = good, one.size
        self.count(size, good=good)
        self.free += size if good else 0
        one.undisposed = 0 if good else size
        self.quality.append(lambda srm: srm.judge(size, good))

    def reopen(self, one: Inspection) -> None:
        """As long as nothing was done with the goods."""
        good, size = one.good, one.size
        assert good is not None
        if (self.free if good else one.undisposed) < size:
            return
        self.free -= size if good else 0
        one.good, one.undisposed = None, 0
        self.count(-size, good=good)
        self.quality.append(lambda srm: srm.withdraw(size, good))

    def dispose(self, one: Inspection, amount: int, good: bool | None) -> None:
        one.undisposed -= amount
        if good is None:
            self.inspections.append(Inspection(amount))
            self.count(-amount, good=False)
        if good:
            self.free += amount
            self.count(amount, good=True, other=-1)
        if good is not False:
            self.quality.append(lambda srm: srm.reconsider(amount, good))


ACTS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5), st.integers(1, 9)), max_size=25)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=3), ACTS, st.randoms(use_true_random=False))
def test_what_is_accepted_and_rejected_is_never_more_than_came_nor_below_zero(sizes, acts, random):
    """Quality is heard in the order of what it did, the rest at any time; at the end all figures are the true ones."""
    made = order(proposal("p1", sum(sizes)))
    made.confirm("steelco", TODAY)
    notes = [send(n, made, [SentLot(1, "L1", pieces(size))]) for n, size in enumerate(sizes)]
    house = House([Inspection(size) for size in sizes])
    for act in acts:
        house.act(*act)
    receipts = [partial(Srm.receive, note=note, amount=size) for note, size in zip(notes, sizes, strict=True)]
    srm, first = Srm(made, notes), [*receipts, *house.warehouse]
    random.shuffle(first)
    for heard in _woven(first, house.quality, random):
        heard(srm)
        _figures_are_of_goods(srm)
    line = made.lines[0].progress
    assert (line.accepted, line.rejected) == (pieces(house.good), pieces(house.bad))
    assert pieces(0) <= min(line.accepted, line.rejected)
    assert line.judged <= line.received == pieces(sum(sizes))


def _figures_are_of_goods(srm: Srm) -> None:
    nothing, of_line = pieces(0), srm.made.lines[0].progress
    of_notes = [line.progress for note in srm.notes for line in note.lines]
    for progress in (of_line, *of_notes):
        assert progress.found_good >= nothing
        assert progress.found_bad >= nothing
        assert progress.found_good + progress.found_bad <= progress.arrived
    assert of_line.arrived <= srm.made.lines[0].terms.quantity
    for figure in ("received", "accepted", "rejected"):
        assert sum((getattr(each, figure) for each in of_notes), nothing) == getattr(of_line, figure)


def _woven(some: list[Heard], others: list[Heard], random) -> list[Heard]:
    """Both, each in its own order."""
    turns = [True] * len(some) + [False] * len(others)
    random.shuffle(turns)
    first, second = iter(some), iter(others)
    return [next(first if turn else second) for turn in turns]
