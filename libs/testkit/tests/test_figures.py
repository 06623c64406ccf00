"""PLT-7: a figure is a median, beside a baseline that was taken in turns with it."""

from __future__ import annotations

import pytest

from headrace_testkit.benchmarks.figures import Figure, in_turns, per_second


def test_a_rate_is_better_when_it_is_higher():
    figure = Figure("append", [900, 1000, 5000], "events/s", [500, 500, 500], target=1000)
    assert (figure.value, figure.ratio, figure.met) == (1000, 2, True)
    assert not Figure("append", [999], "events/s", [1], target=1000).met


def test_a_time_is_better_when_it_is_lower():
    figure = Figure("latency", [4, 5, 90], "ms", [40, 40, 90], target=5)
    assert (figure.value, figure.ratio, figure.met) == (5, 8, True)
    assert not Figure("latency", [6], "ms", [60], target=5).met


def test_each_round_is_compared_with_itself_for_the_machine_may_slow_down():
    assert Figure("hear", [100, 10, 50], "events/s", [50, 5, 25], target=1).ratio == 2


async def test_parts_are_measured_in_turns():
    order = []

    def part(name: str, value: float):
        async def measure() -> float:
            order.append(name)
            return value

        return measure

    taken = await in_turns(rounds=2, plain=part("plain", 1.0), ours=part("ours", 2.0))
    assert order == ["plain", "ours", "plain", "ours"]
    assert taken == {"plain": [1.0, 1.0], "ours": [2.0, 2.0]}


async def test_a_rate_is_what_was_done_in_the_time_it_took():
    async def work() -> int:
        return 100

    assert await per_second(work)() > 1000
    row = Figure("read", [123.456], "events/s", [100.0], target=100).row()
    assert (row["value"], row["ratio"], row["met"]) == (123.46, pytest.approx(1.23), True)
