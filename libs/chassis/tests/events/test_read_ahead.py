"""PLT-6: the next batch is read while the last one is heard, and never changes what is heard."""

from __future__ import annotations

import asyncio

import pytest

from headrace_chassis.events.bus import Delivered, Stream
from headrace_chassis.events.read_ahead import ReadAhead

STREAM = Stream("headrace.orders.v1", 0)
LIMIT = 3


class Numbers:
    """A reader of a stream whose events are their own offsets."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.asked: list[int] = []
        self.broken = False

    async def fetch(self, stream, after, heard, limit, types):
        self.asked.append(after)
        await asyncio.sleep(0)
        if self.broken:
            raise ConnectionError
        offsets = range(after + 1, min(after + limit, self.last) + 1)
        return [Delivered(n, n) for n in offsets], offsets[-1] if offsets else after


@pytest.fixture
def reader() -> Numbers:
    return Numbers(last=7)


async def fetched(ahead: ReadAhead, after: int) -> list[int]:
    delivered, _ = await ahead.fetch(STREAM, after, 0, LIMIT, None)
    return [one.offset for one in delivered]


async def test_after_a_full_batch_the_next_is_read_before_it_is_asked_for(reader):
    ahead = ReadAhead(reader)
    assert await fetched(ahead, 0) == [1, 2, 3]
    await asyncio.sleep(0.01)
    assert reader.asked == [0, 3]
    assert await fetched(ahead, 3) == [4, 5, 6]
    assert await fetched(ahead, 6) == [7]
    assert reader.asked == [0, 3, 6]


async def test_after_the_last_batch_nothing_is_read(reader):
    ahead = ReadAhead(reader)
    assert await fetched(ahead, 6) == [7]
    await asyncio.sleep(0.01)
    assert reader.asked == [6]


async def test_who_goes_on_from_elsewhere_gets_what_comes_there(reader):
    ahead = ReadAhead(reader)
    await fetched(ahead, 0)
    assert await fetched(ahead, 1) == [2, 3, 4]
    assert await fetched(ahead, 0) == [1, 2, 3]
    await ahead.stop()


async def test_a_reading_that_failed_is_told_once_and_done_again(reader):
    ahead = ReadAhead(reader)
    await fetched(ahead, 0)
    reader.broken = True
    with pytest.raises(ConnectionError):
        await fetched(ahead, 3)
    reader.broken = False
    assert await fetched(ahead, 3) == [4, 5, 6]
    await ahead.stop()
