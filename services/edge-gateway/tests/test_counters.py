"""EDG-2: counts survive midnight, reset, wrap, a changed sensor, clock jumps, duplicates and late uploads."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_edge_gateway.model.counters import (
    DOUBTFUL,
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


def meant(told: list[Count]) -> list[tuple[str, int, bool]]:
    return [(each.event.value, each.delta, each.certain) for each in told]


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def test_pieces_made_before_the_gateway_came_are_not_counted() -> None:
    assert follow(ENDLESS, sample(500, NOON), sample(510, NOON + minutes(1)))[0] == 10


def test_the_same_value_again_counts_nothing() -> None:
    total, told = follow(ENDLESS, sample(0, NOON), sample(5, NOON + minutes(1)), sample(5, NOON + minutes(2)))
    assert (total, told[-1].event) == (5, CounterEvent.SAME)


def test_a_wrap_of_16_bits_is_told_from_a_reset() -> None:
    total, told = follow(SHORT, sample(65530, NOON), sample(4, NOON + minutes(1)))
    assert (total, told[-1].event, told[-1].certain) == (10, CounterEvent.WRAP, True)


def test_a_reset_is_told_once_it_is_read_again_and_what_was_made_before_it_is_in_doubt() -> None:
    total, told = follow(SHORT, sample(500, NOON), sample(4, NOON + minutes(1)), sample(7, NOON + minutes(2)))
    assert (total, meant(told[1:])) == (3, [("suspect", 0, True), ("reset", 4, False), ("forward", 3, True)])
    assert str(told[2].why).startswith("500 -> 4 in 60.0 s: begun anew")


def test_a_small_step_back_is_neither_a_reset_nor_a_wrap_and_makes_no_pieces() -> None:
    for rule, silence in ((ENDLESS, minutes(10)), (SHORT, minutes(10)), (SHORT, timedelta(seconds=2 * 65534))):
        samples = (sample(109, NOON), sample(107, NOON + silence), sample(107, NOON + silence + minutes(1)))
        total, told = follow(rule, *samples, sample(110, NOON + silence + minutes(2)))
        assert (total, meant(told[2:])) == (3, [("back", 0, False), ("same", 0, True), ("forward", 3, True)])
        assert "109 -> 107" in str(told[2].why)


@pytest.mark.parametrize("misread", [0, 65_535, 7])
def test_a_value_misread_once_makes_no_pieces_and_loses_none(misread: int) -> None:
    samples = (sample(500, NOON), sample(misread, NOON + minutes(1)), sample(520, NOON + minutes(2)))
    total, told = follow(SHORT, *samples, sample(521, NOON + minutes(3)))
    assert (total, meant(told[2:])) == (21, [("forward", 20, True), ("forward", 1, True)])


def test_pieces_that_may_have_come_of_either_reading_are_in_doubt() -> None:
    total, told = follow(SHORT, sample(20, NOON), sample(5, NOON + minutes(1)), sample(21, NOON + minutes(2)))
    assert (total, told[-1].delta, told[-1].certain) == (0, 1, False)
    assert str(told[-1].why) == "5 was read in between: it may be 1 pieces or 16"


UNKNOWN = CounterRule(2**32, None, SHANGHAI)


def test_a_fast_machine_loses_no_piece_though_nobody_said_how_fast_it_is() -> None:
    samples = [sample(100 + 2 * n, NOON + timedelta(seconds=0.5 * n)) for n in range(9)]
    total, told = follow(UNKNOWN, *samples)
    assert (total, {each.certain for each in told}) == (16, {True})


def test_pieces_beyond_what_can_be_made_are_told_as_doubtful_and_never_thrown_away() -> None:
    samples = [sample(100 + 2 * n, NOON + timedelta(seconds=0.5 * n)) for n in range(10)]
    total, told = follow(ENDLESS, *samples)
    assert total == 0
    assert sum(each.delta for each in told) == 16  # the last is still waited with
    assert "fastest_cycle_seconds" in str(told[-2].why)


def test_a_silence_long_enough_for_a_whole_hidden_wrap_is_uncertain() -> None:
    _, told = follow(SHORT, sample(10, NOON), sample(20, NOON + timedelta(days=3)))
    assert (told[-1].delta, told[-1].certain) == (10, False)


@pytest.mark.parametrize(("raw", "event"), [(20_000, "jump"), (3_000, "back"), (60_000, "jump")])
def test_a_changed_sensor_begins_anew_without_inventing_pieces(raw: int, event: str) -> None:
    samples = (sample(5_000, NOON), sample(raw, NOON + minutes(1)), sample(raw + 3, NOON + minutes(2)))
    total, told = follow(SHORT, *samples)
    assert (total, [(each.event.value, each.certain) for each in told[2:]]) == (3, [(event, False), ("forward", True)])


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


def test_what_went_unread_of_a_day_is_in_doubt_and_the_next_day_is_not() -> None:
    closed = ClosedDay(date(2026, 3, 3), 50)
    total, told = follow(DAILY, sample(100, NOON), sample(0, NOON + timedelta(days=2), closed=closed))
    expected = [("unread", 0, False), ("forward", 50, True), ("same", 0, True)]
    assert (total, meant(told[1:])) == (50, expected)
    total, told = follow(DAILY, sample(100, NOON), sample(3, MIDNIGHT + minutes(1)))
    assert (total, meant(told[1:])) == (3, [("unread", 0, False), ("forward", 3, True)])
    assert str(told[1].why) == "what was made on 2026-03-02 after 12:00:00 was not read"


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
        for _ in range(2):
            state, counts = count(ENDLESS, state, sample(raw - offset, at))
            assert all(each.delta >= 0 for each in counts)
    assert state.total == raw


RAWS = st.lists(
    st.tuples(st.sampled_from([0, 1, 7, 107, 109, 500, 65_535]), st.sampled_from([1, 14, 3600])), max_size=30
)


@given(RAWS)
def test_whatever_a_counter_shows_the_total_is_that_of_the_certain_counts_and_one_reading_is_waited_with(
    shown: list[tuple[int, int]],
) -> None:
    state, told, at, total = CounterState(), [], NOON, 0
    for raw, pause in shown:
        at += timedelta(seconds=pause)
        state, counts = count(SHORT, state, sample(raw, at))
        told += counts
        for each in counts:
            total += each.delta if each.certain else 0
            assert each.total == total
            assert each.certain or each.why
    assert state.total == total
    suspects = sum(each.event is CounterEvent.SUSPECT for each in told)
    assert sum(each.event in DOUBTFUL for each in told) <= suspects
