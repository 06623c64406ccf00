"""EQP-2: a machine lives through what its gateway tells, however that is cut into batches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.equipment.v1 import MachineRegistered, MachineState, MachineStateChanged, PiecesCounted
from headrace_equipment.model.machine import Entry, Machine
from headrace_equipment.model.points import Count, Point, PointRefused, State, check
from headrace_equipment.model.timeline import StateInterval

T0 = datetime(2026, 3, 2, 6, tzinfo=UTC)
RUN, IDLE, ABNORMAL, OFF = MachineState.RUN, MachineState.IDLE, MachineState.ABNORMAL, MachineState.OFF


def facts(minute: float) -> dict[str, Any]:
    at = T0 + timedelta(minutes=minute)
    return {"machine": "mill", "tag": "t", "quality": "good", "sequence": 1, "device_time": at, "gateway_time": at}


def state(state: MachineState, minute: float) -> State:
    return State(**facts(minute), state=state)


def count(delta: int, minute: float) -> Count:
    return Count(**facts(minute), delta=delta, total=0)


class Ledger:
    """Keeps a machine's intervals as the store does, and all that it told."""

    def __init__(self) -> None:
        self.machine = Machine.enter(Entry("mill", "Mill", "north", "cut", timedelta(minutes=1)), "acme")
        self.intervals: dict[datetime, StateInterval] = {}
        self.told = self.machine.collect_events()

    def follow(self, *points: Point) -> None:
        first = min(point.device_time for point in points)
        recent = [i for _, i in sorted(self.intervals.items()) if i.end is None or i.end >= first]
        self.intervals |= {each.start: each for each in self.machine.follow(points, recent)}
        self.told += self.machine.collect_events()

    def of(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.told if isinstance(event, kind)]


def test_a_state_that_is_told_again_is_no_change() -> None:
    ledger = Ledger()
    ledger.follow(state(RUN, 0), state(RUN, 5), state(IDLE, 10), state(IDLE, 15))
    assert [(change.previous, change.state) for change in ledger.of(MachineStateChanged)] == [(OFF, RUN), (RUN, IDLE)]
    assert (ledger.machine.state, ledger.machine.since) == (IDLE, T0 + timedelta(minutes=10))


def test_a_failure_and_its_end_within_one_batch_are_both_told() -> None:
    ledger = Ledger()
    ledger.follow(state(RUN, 0), state(ABNORMAL, 5), state(RUN, 10))
    assert [change.state for change in ledger.of(MachineStateChanged)] == [RUN, ABNORMAL, RUN]


def test_pieces_count_though_no_state_was_told_for_their_time() -> None:
    ledger = Ledger()
    ledger.follow(count(4, 0))
    assert [told.running_total for told in ledger.of(PiecesCounted)] == [4]
    assert ledger.intervals == {}


def test_no_pieces_are_not_told() -> None:
    ledger = Ledger()
    ledger.follow(state(RUN, 0), count(0, 1))
    assert ledger.of(PiecesCounted) == []


def test_an_entry_that_says_the_same_changes_nothing() -> None:
    ledger = Ledger()
    assert not ledger.machine.amend(Entry("mill", "Mill", "north", "cut", timedelta(minutes=1)))
    assert not ledger.machine.stand_in("north", "cut")
    assert ledger.machine.stand_in("south", "cut")
    assert [told.plant for told in (*ledger.told, *ledger.machine.collect_events())] == ["north", "south"]
    assert len(ledger.of(MachineRegistered)) == 1


def test_a_time_far_ahead_is_refused_with_the_remedy() -> None:
    check(state(RUN, 59), T0)
    with pytest.raises(PointRefused, match="Set the clock"):
        check(state(RUN, 61), T0)


STATES = st.sampled_from([RUN, IDLE, ABNORMAL, OFF])
POINTS = st.lists(
    st.one_of(
        st.builds(lambda s, minute: ("state", s, minute), STATES, st.integers(0, 60)),
        st.builds(lambda delta, minute: ("count", delta, minute), st.integers(0, 9), st.integers(0, 60)),
    ),
    min_size=1,
    max_size=30,
)


@given(POINTS, st.lists(st.integers(1, 29), max_size=6))
def test_how_the_points_are_cut_into_batches_changes_nothing(steps: list[tuple[Any, ...]], cuts: list[int]) -> None:
    points, minute = [], 0
    for kind, value, pause in steps:
        minute += pause
        points.append(state(value, minute) if kind == "state" else count(value, minute))
    whole, parts = Ledger(), Ledger()
    whole.follow(*points)
    edges = sorted({0, *(cut for cut in cuts if cut < len(points)), len(points)})
    for start, end in pairwise(edges):
        parts.follow(*points[start:end])
    assert parts.intervals == whole.intervals
    assert (parts.machine.state, parts.machine.since) == (whole.machine.state, whole.machine.since)
    assert parts.of(MachineStateChanged) == whole.of(MachineStateChanged)
    pieces = sum(point.delta for point in points if isinstance(point, Count))
    assert pieces == parts.machine.running_total == sum(told.pieces for told in parts.of(PiecesCounted))


@given(POINTS)
def test_each_change_begins_where_the_one_before_it_ended(steps: list[tuple[Any, ...]]) -> None:
    ledger, minute = Ledger(), 0
    for kind, value, pause in steps:
        minute += pause
        ledger.follow(state(value, minute) if kind == "state" else count(value, minute))
    changes = ledger.of(MachineStateChanged)
    assert [change.previous for change in changes[1:]] == [change.state for change in changes[:-1]]
    assert [change.since for change in changes] == sorted(change.since for change in changes)
