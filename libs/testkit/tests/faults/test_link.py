"""PLT-6: the bad network of the fault suite is as bad as it says, and loses nothing when it is mended."""

from __future__ import annotations

import asyncio
import time

import pytest
import pytest_asyncio

from headrace_testkit.faults.link import Link, Slow, to_port, to_socket


async def echo(reader, writer):
    while piece := await reader.read(1000):
        writer.write(piece)
        await writer.drain()
    writer.close()


@pytest_asyncio.fixture(loop_scope="session")
async def link():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    one = Link("echo", to_port("127.0.0.1", server.sockets[0].getsockname()[1]))
    await one.start()
    yield one
    await one.stop()
    server.close()


class Caller:
    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    @classmethod
    async def of(cls, link):
        return cls(*await asyncio.open_connection("127.0.0.1", link.port))

    async def say(self, words, patience=30.0):
        self.writer.write(words)
        async with asyncio.timeout(patience):
            return await self.reader.readexactly(len(words))


async def test_it_passes_everything_on(link):
    caller = await Caller.of(link)
    assert await caller.say(b"x" * 200_000) == b"x" * 200_000


async def test_a_slow_link_takes_its_time_both_ways(link):
    caller = await Caller.of(link)
    link.slow_down(Slow(latency=0.1, jitter=0.02))
    began = time.monotonic()
    assert await caller.say(b"hello") == b"hello"
    assert time.monotonic() - began >= 0.16


async def test_a_narrow_link_takes_longer_for_more(link):
    caller = await Caller.of(link)
    link.slow_down(Slow(latency=0.0, bandwidth=100_000))
    began = time.monotonic()
    await caller.say(b"x" * 20_000)
    assert time.monotonic() - began >= 0.38


async def test_a_cut_link_resets_the_old_and_the_new_until_it_is_mended(link):
    old = await Caller.of(link)
    await old.say(b"before")
    link.cut()
    with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
        await old.say(b"after")
    with pytest.raises((ConnectionResetError, asyncio.IncompleteReadError)):
        await (await Caller.of(link)).say(b"anew")
    link.mend()
    assert await (await Caller.of(link)).say(b"again") == b"again"


async def test_a_black_hole_keeps_connections_and_gives_up_what_it_held_when_mended(link):
    caller = await Caller.of(link)
    link.swallow()
    with pytest.raises(TimeoutError):
        await caller.say(b"one", patience=0.2)
    link.mend()
    assert await caller.reader.readexactly(3) == b"one"
    assert await caller.say(b"two") == b"two"


async def test_a_half_open_line_is_heard_and_hears_nothing(link):
    heard = asyncio.get_running_loop().create_future()

    async def note(reader, writer):
        heard.set_result(await reader.read(100))
        writer.write(b"noted")

    server = await asyncio.start_server(note, "127.0.0.1", 0)
    link.lead_to(to_port("127.0.0.1", server.sockets[0].getsockname()[1]))
    link.swallow(there=False)
    caller = await Caller.of(link)
    with pytest.raises(TimeoutError):
        await caller.say(b"order", patience=0.2)
    assert await heard == b"order"
    link.mend()
    assert await caller.reader.readexactly(5) == b"noted"
    server.close()


async def test_the_far_end_may_be_a_unix_socket(link, tmp_path):
    server = await asyncio.start_unix_server(echo, tmp_path / "s")
    link.lead_to(to_socket(str(tmp_path / "s")))
    assert await (await Caller.of(link)).say(b"hello") == b"hello"
    server.close()


async def test_connections_end_when_either_side_ends(link):
    caller = await Caller.of(link)
    await caller.say(b"bye")
    caller.writer.close()
    await asyncio.sleep(0.05)
    assert not link._open
