"""Following the pegs through all levels, up to the demands and down to the supplies.

What a supply gives is laid end to end in the order of its pegs; the part of it that serves one demand is an
interval, and a component's interval is the same share of its need, rounded down at both ends. So no quantum
is lost or doubled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from headrace_planning.engine.arrays import Ints, grouped
from headrace_planning.engine.solve import Solution

UNUSED = -1


class Part(NamedTuple):
    """So much of a supply serves the demand; UNUSED is what a lot leaves over."""

    demand: int
    quantity: int


class Branch(NamedTuple):
    """A supply, the quantity of it that is used here, and what was used to make that quantity."""

    supply: int
    quantity: int
    components: tuple[Branch, ...]


class Trace:
    def __init__(self, solution: Solution) -> None:
        self._needs = solution.needs
        self._pegs = solution.pegs
        self._supplied = solution.supplies.quantity
        self._demands = solution.network.demands
        self._first_open = len(solution.network.nodes.on_hand)
        self._first_planned = self._first_open + len(solution.network.supplies.node)
        self._tops: dict[int, tuple[Part, ...]] = {}

    def peg_to_top(self, supply: int) -> tuple[Part, ...]:
        """The demands that a supply serves in the end, in quanta of the supply; they add up to all of it."""
        waiting = [supply]
        while waiting:
            users = [user for user in self._users_of(waiting[-1]) if user not in self._tops]
            if users:
                waiting += users
            elif (user := waiting.pop()) not in self._tops:
                self._tops[user] = tuple(_merged(self._parts_of_supply(user)))
        return self._tops[supply]

    def tree(self, demand: int) -> tuple[Branch, ...]:
        """The supplies that serve a demand, each with those it is made of."""
        need = int(self._need_of_demand[demand])
        return self._branches(need, 0, int(self._needs.quantity[need]))

    def below(self, supplies: Iterable[int]) -> set[int]:
        """These supplies and all that any of them is made of, whole lots and at every level."""
        found = set(supplies)
        waiting = list(found)
        while waiting:
            for need in self._material(waiting.pop()):
                used = {int(supply) for supply in self._pegs.supply[slice(*self._pegs.by_need[need])]}
                waiting += used - found
                found |= used
        return found

    def _users_of(self, supply: int) -> Iterator[int]:
        if supply in self._tops:
            return
        for need in self._pegs.need[slice(*self._pegs.by_supply[supply])]:
            user = self._user(int(need))
            if user is not None:
                yield user

    def _parts_of_supply(self, supply: int) -> Iterator[Part]:
        used = 0
        for row in range(*self._pegs.by_supply[supply]):
            start, quantity = int(self._pegs.need_offset[row]), int(self._pegs.quantity[row])
            yield from _cut(self._parts_of_need(int(self._pegs.need[row])), start, start + quantity)
            used += quantity
        yield Part(UNUSED, int(self._supplied[supply]) - used)

    def _parts_of_need(self, need: int) -> Iterator[Part]:
        user = self._user(need)
        needed = int(self._needs.quantity[need])
        if user is None:
            yield Part(int(self._needs.demand[need]), needed)
            return
        made, end, done = int(self._supplied[user]), 0, 0
        for demand, quantity in self._tops[user]:
            end += quantity
            share = end * needed // made
            yield Part(demand, share - done)
            done = share

    def _user(self, need: int) -> int | None:
        """The supply for which a need is material."""
        order = int(self._needs.order[need])
        if order >= 0:
            return self._first_planned + order
        supply = int(self._demands.for_supply[self._needs.demand[need]])
        return self._first_open + supply if supply >= 0 else None

    def _branches(self, need: int, start: int, end: int) -> tuple[Branch, ...]:
        found = []
        for row in range(*self._pegs.by_need[need]):
            offset = int(self._pegs.need_offset[row])
            low, high = max(start, offset), min(end, offset + int(self._pegs.quantity[row]))
            if low < high:
                shift = int(self._pegs.supply_offset[row]) - offset
                found.append(self._branch(int(self._pegs.supply[row]), low + shift, high + shift))
        return tuple(found)

    def _branch(self, supply: int, start: int, end: int) -> Branch:
        made = int(self._supplied[supply])
        components: list[Branch] = []
        for need in self._material(supply):
            needed = int(self._needs.quantity[need])
            components.extend(self._branches(int(need), start * needed // made, end * needed // made))
        return Branch(supply, end - start, tuple(components))

    def _material(self, supply: int) -> Ints:
        order, start = self._needs_by_user
        return order[start[supply] : start[supply + 1]]

    @cached_property
    def _needs_by_user(self) -> tuple[Ints, Ints]:
        """Needs by the supply they are material for; those of demands come last."""
        nobody = len(self._supplied)
        firm = self._demands.for_supply[self._needs.demand]
        of_firm = np.where(firm >= 0, self._first_open + firm, nobody)
        users = np.where(self._needs.order >= 0, self._first_planned + self._needs.order, of_firm)
        return grouped(users, nobody + 1)

    @cached_property
    def _need_of_demand(self) -> Ints:
        need_of = np.full(len(self._demands.day), -1, dtype=np.int64)
        own = np.flatnonzero(self._needs.demand >= 0)
        need_of[self._needs.demand[own]] = own
        return need_of


def _cut(parts: Iterator[Part], start: int, end: int) -> Iterator[Part]:
    """The pieces of the parts, laid end to end, that lie within start:end."""
    at = 0
    for demand, quantity in parts:
        low, high = max(at, start), min(at + quantity, end)
        if low < high:
            yield Part(demand, high - low)
        at += quantity


def _merged(parts: Iterator[Part]) -> Iterator[Part]:
    """Neighbours of one demand made one; empty parts left out."""
    last: Part | None = None
    for part in parts:
        if part.quantity == 0:
            continue
        if last is not None and last.demand == part.demand:
            last = Part(part.demand, last.quantity + part.quantity)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last
