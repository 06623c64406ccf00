"""Did the promises hold? Pure functions over rows that were collected once everything was quiet.

Each gives words for what is wrong, one line for each case, so that a planted fault can be counted in tests.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple


class Told(NamedTuple):
    """A row of a sender's event log."""

    sender: str
    position: int
    key: str
    id: str


class Heard(NamedTuple):
    """An effect that a hearer wrote down, in the order in which effects came to be."""

    sender: str
    position: int
    key: str
    id: str


class Pair(NamedTuple):
    """Causes of which each must have exactly one effect, and the causes of the effects there are."""

    name: str
    causes: Sequence[str]
    effects: Sequence[str]


class Movement(NamedTuple):
    """Stock that went from one place to another; what stands outside the firm may go below nothing."""

    thing: str
    source: str
    target: str
    quantity: Decimal


class Promise(NamedTuple):
    """What an answer said, and what the platform says of the same thing now (None: it is not known any more)."""

    name: str
    said: Mapping[str, Any]
    now: Mapping[str, Any] | None


@dataclass
class Verdict:
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)
    negative: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not any(vars(self).values())

    def add_pair(self, pair: Pair) -> None:
        self.lost += without_effect(pair)
        self.doubled += with_more_than_one_effect(pair)


def unheard(told: Iterable[Told], heard: Iterable[Heard]) -> list[str]:
    known = {(one.sender, one.position, one.id) for one in heard}
    return [
        f"{t.sender}/{t.position} of {t.key} was not heard" for t in told if (t.sender, t.position, t.id) not in known
    ]


def invented(told: Iterable[Told], heard: Iterable[Heard]) -> list[str]:
    """Heard, and not in the sender's log: an event of a transaction that was rolled back, or lost by its sender."""
    known = {(one.sender, one.position, one.id) for one in told}
    return [
        f"{h.sender}/{h.position} of {h.key} is not in the log"
        for h in heard
        if (h.sender, h.position, h.id) not in known
    ]


def heard_twice(heard: Iterable[Heard]) -> list[str]:
    times = Counter((one.sender, one.id) for one in heard)
    return [f"{sender}: {id_} took effect {number} times" for (sender, id_), number in times.items() if number > 1]


def disordered(heard: Iterable[Heard]) -> list[str]:
    """A repeat is no disorder: it is counted as double."""
    last: dict[tuple[str, str], int] = defaultdict(int)
    found = []
    for one in heard:
        before = last[one.sender, one.key]
        if one.position < before:
            found.append(f"{one.sender}: {one.key} heard {one.position} after {before}")
        last[one.sender, one.key] = max(before, one.position)
    return found


def without_effect(pair: Pair) -> list[str]:
    there = set(pair.effects)
    return [f"{pair.name}: {cause} had no effect" for cause in pair.causes if cause not in there]


def with_more_than_one_effect(pair: Pair) -> list[str]:
    times = Counter(pair.effects)
    return [f"{pair.name}: {cause} had {number} effects" for cause, number in times.items() if number > 1]


def unbalanced(postings: Iterable[tuple[str, int]]) -> list[str]:
    """(book, minor units with a sign): each book sums to nothing."""
    sums: Counter[str] = Counter()
    for book, minor in postings:
        sums[book] += minor
    return [f"{book} is out by {minor}" for book, minor in sums.items() if minor]


def negative(movements: Iterable[Movement], outside: Iterable[str]) -> list[str]:
    """Places that held less than nothing at some moment."""
    may_be = set(outside)
    held: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    found = []
    for one in movements:
        held[one.thing, one.source] -= one.quantity
        held[one.thing, one.target] += one.quantity
        if one.source not in may_be and held[one.thing, one.source] < 0:
            found.append(f"{one.thing} at {one.source} went to {held[one.thing, one.source]}")
    return found


def untrue(promises: Iterable[Promise]) -> list[str]:
    found = []
    for one in promises:
        if one.now is None:
            found.append(f"{one.name} was answered and is not there")
            continue
        differing = [name for name, value in one.said.items() if one.now.get(name) != value]
        found += [f"{one.name}: {name} was {one.said[name]!r}, is {one.now.get(name)!r}" for name in differing]
    return found
