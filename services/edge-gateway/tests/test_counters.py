"""EDG-2: counts survive midnight, reset, wrap, a changed sensor, clock jumps, duplicates and late uploads."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_edge_gateway.model.counters import (
    ClosedDay,
    Count,
    CounterEvent,
    CounterRule,
    CounterSample,
    CounterState,
    count,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)  # noon in Shanghai
MIDNIGHT = NOON + timedelta(hours=12)
CYCLE = timedelta(seconds=2)
ENDLESS = CounterRule(2**32, CYCLE, SHANGHAI)
SHORT = CounterRule(2**16, CYCLE, SHANGHAI)
DAILY = CounterRule(2**32, CYCLE, SHANGHAI, zeroed_at_midnight=True)


def sample(raw: int, at: datetime, order: int | None = None, closed: ClosedDay | None = None) -> CounterSample:
    return CounterSample(raw, at, at, order, closed)


def follow(rule: CounterRule, *samples: CounterSample) -> tuple[int, list[Count]]:
    state, told = CounterState(), []
    for each in samples:
        state, counts = count(rule, state, each)
        told += counts
    return state.total, told


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def test_pieces_made_before_the_gateway_came_are_not_counted() -> None:
    assert follow(ENDLESS, sample(500, NOON), sample(510, NOON + minutes(1)))[0] == 10


def test_the_same_value_again_counts_nothing() -> None:
    total, told = follow(ENDLESS, sample(0, NOON), sample(5, NOON + minutes(1)), sample(5, NOON + minutes(2)))
    assert (total, told[-1].event) == (5, CounterEvent.SAME)


def test_a_wrap_of_16_bits_and_a_reset_are_told_apart() -> None:
    total, told = follow(SHORT, sample(65530, NOON), sample(4, NOON + minutes(1)))
    assert (total, told[-1].event, told[-1].certain) == (10, CounterEvent.WRAP, True)
    total, told = follow(SHORT, sample(500, NOON), sample(4, NOON + minutes(1)))
    assert (total, told[-1].event, told[-1].certain) == (4, CounterEvent.RESET, False)


def test_a_silence_long_enough_for_a_whole_hidden_wrap_is_uncertain() -> None:
    _, told = follow(SHORT, sample(10, NOON), sample(20, NOON + timedelta(days=3)))
    assert (told[-1].delta, told[-1].certain) == (10, False)


@pytest.mark.parametrize("raw", [60_000, 3_000])
def test_a_changed_sensor_begins_anew_without_inventing_pieces(raw: int) -> None:
    total, told = follow(SHORT, sample(5_000, NOON), sample(raw, NOON + minutes(1)))
    assert (total, told[-1].event, told[-1].certain) == (0, CounterEvent.REPLACED, False)


def test_a_counter_zeroed_at_the_plants_midnight_goes_on() -> None:
    total, told = follow(DAILY, sample(100, MIDNIGHT - minutes(1)), sample(3, MIDNIGHT + minutes(1)))
    assert (total, told[-1].event) == (3, CounterEvent.FORWARD)


def test_utc_midnight_is_no_midnight_of_the_plant() -> None:
    utc_midnight = datetime(2026, 3, 3, tzinfo=UTC)
    total, told = follow(DAILY, sample(10, utc_midnight - minutes(1)), sample(12, utc_midnight + minutes(1)))
    assert (total, told[-1].delta) == (2, 2)


def test_pieces_between_the_last_reading_and_midnight_come_from_the_closed_day() -> None:
    closed = ClosedDay(date(2026, 3, 2), 130)
    total, told = follow(DAILY, sample(100, MIDNIGHT - minutes(5)), sample(3, MIDNIGHT + minutes(1), closed=closed))
    assert total == 33
    assert (told[1].delta, DAILY.day(told[1].at)) == (30, date(2026, 3, 2))


def test_a_day_that_went_unread_makes_the_count_uncertain() -> None:
    closed = ClosedDay(date(2026, 3, 3), 50)
    total, told = follow(DAILY, sample(100, NOON), sample(0, NOON + timedelta(days=2), closed=closed))
    assert (total, told[1].certain, told[2].certain) == (50, False, True)
    _, told = follow(DAILY, sample(100, NOON), sample(3, MIDNIGHT + minutes(1)))
    assert not told[-1].certain


@pytest.mark.parametrize("seconds_late", [-90, -1, 1, 90])
def test_a_device_whose_midnight_lies_beside_ours_counts_each_piece_once(seconds_late: int) -> None:
    zeroed_at = MIDNIGHT + timedelta(seconds=seconds_late)
    samples, pieces = [], 0
    for second in range(-240, 240, 1):
        at = MIDNIGHT + timedelta(seconds=second)
        pieces = second // 4 + 60
        before = (seconds_late // 4 + 60) if at >= zeroed_at else 0
        samples.append(sample(pieces - before if at >= zeroed_at else 200 + pieces, at))
    assert follow(DAILY, *samples)[0] in (pieces, pieces - 1)


def test_a_late_upload_belongs_to_the_old_day() -> None:
    total, told = follow(
        DAILY,
        sample(100, MIDNIGHT - minutes(60), order=1),
        sample(7, MIDNIGHT + minutes(10), order=5),
        sample(120, MIDNIGHT - minutes(30), order=2),
    )
    assert total == 27
    assert (told[-1].delta, DAILY.day(told[-1].at)) == (20, date(2026, 3, 2))


def test_an_upload_that_comes_twice_or_out_of_order_counts_once() -> None:
    uploads = [sample(n * 10, NOON + minutes(n), order=n) for n in (0, 1, 3, 3, 2, 1, 4)]
    assert follow(ENDLESS, *uploads)[0] == 40


def test_a_clock_set_back_loses_no_piece() -> None:
    back = NOON - timedelta(hours=3)
    assert follow(ENDLESS, sample(0, NOON), sample(9, back), sample(12, back + minutes(1)))[0] == 12


def test_a_value_outside_the_counters_range_is_refused() -> None:
    with pytest.raises(ValueError, match="check the tag's type"):
        follow(SHORT, sample(65536, NOON))


class Device:
    """The truth: pieces at known times, and the register a device would show of them."""

    def __init__(self, gaps: list[int], modulus: int, *, daily: bool, start: int = 0) -> None:
        self.modulus = modulus
        self.start = start
        self.daily = daily
        self.pieces: list[datetime] = []
        at = NOON
        for gap in gaps:
            at += CYCLE + timedelta(seconds=gap)
            self.pieces.append(at)

    def read(self, at: datetime) -> CounterSample:
        made = [piece for piece in self.pieces if piece <= at]
        today = at.astimezone(SHANGHAI).date()
        days = [piece.astimezone(SHANGHAI).date() for piece in made]
        raw = days.count(today) if self.daily else len(made)
        past = [day for day in days if day < today]
        closed = ClosedDay(past[-1], days.count(past[-1])) if self.daily and past else None
        return sample((self.start + raw) % self.modulus, at, closed=closed)


GAPS = st.lists(st.sampled_from([0, 1, 30, 600, 3600]), max_size=60)
PAUSES = st.lists(st.sampled_from([1, 7, 60, 1800, 20_000]), min_size=1, max_size=40)


def poll(device: Device, rule: CounterRule, pauses: list[int]) -> tuple[CounterState, list[Count], int]:
    at, state, told = NOON, CounterState(), []
    for pause in (0, *pauses):
        at += timedelta(seconds=pause)
        state, counts = count(rule, state, device.read(at))
        told += counts
    return state, told, sum(piece <= at for piece in device.pieces)


@given(GAPS, PAUSES)
def test_the_total_of_a_counter_that_wraps_equals_the_pieces_made(gaps: list[int], pauses: list[int]) -> None:
    rule = CounterRule(2**16, CYCLE, SHANGHAI)
    device = Device(gaps, 2**16, daily=False, start=65536 - len(gaps) // 2)
    state, told, made = poll(device, rule, pauses)
    assert state.total == made
    assert all(each.delta >= 0 for each in told)


@given(GAPS, PAUSES)
def test_the_total_of_a_daily_counter_equals_the_pieces_made_while_no_day_goes_unread(
    gaps: list[int], pauses: list[int]
) -> None:
    state, told, made = poll(Device(gaps, 2**32, daily=True), DAILY, pauses)
    assert state.total == made
    totals = [each.total for each in told]
    assert totals == sorted(totals)


@given(GAPS, PAUSES, st.integers(0, 40))
def test_after_a_reset_the_total_still_equals_the_pieces_if_it_was_read_just_before(
    gaps: list[int], pauses: list[int], reset_after: int
) -> None:
    device, at, state, offset = Device(gaps, 2**32, daily=False), NOON, CounterState(), 0
    for number, pause in enumerate((0, *pauses)):
        at += timedelta(seconds=pause)
        raw = device.read(at).raw
        if number == reset_after:
            state, _ = count(ENDLESS, state, sample(raw - offset, at))
            offset = raw
        state, counts = count(ENDLESS, state, sample(raw - offset, at))
        assert all(each.delta >= 0 for each in counts)
    assert state.total == raw
