"""Takes what a client of aiokafka has fetched, and keeps it by stream until it is heard.

One task takes for all streams. A stream whose buffer is full is left in the client, which then fetches no more of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import IllegalStateError, NoOffsetForPartitionError, OffsetOutOfRangeError

from headrace_chassis.clock import monotonic
from headrace_chassis.events.bus import Delivered, Stream, StreamStartsOver
from headrace_chassis.events.kafka.buffer import Buffer
from headrace_chassis.events.kafka.cluster import Cluster
from headrace_chassis.events.kafka.errors import BrokerUnreachable, EventsDeleted, Stalled, TopicsNotReady
from headrace_chassis.events.kafka.packing import NotAnEvent, unpacked
from headrace_chassis.events.saying import Saying

logger = logging.getLogger(__name__)
AT_ONCE = 2000
LOOKED_THROUGH = 5000
WAIT_MS = 500
WAIT_BESIDE_FULL_MS = 20
LOOK = 1.0
SILENCE = 2.5
FETCH = {
    "enable_auto_commit": False,
    "auto_offset_reset": "none",
    "fetch_max_wait_ms": 250,
    "max_partition_fetch_bytes": 1 << 20,
    "metadata_max_age_ms": 30_000,
    "request_timeout_ms": 15_000,
}


class Fetching:
    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.client: AIOKafkaConsumer | None = None
        self.buffers: dict[Stream, Buffer] = {}
        self._saying = Saying(logger)
        self._origins: dict[str, str] = {}
        self._stuck: dict[Stream, tuple[int, float]] = {}

    async def fetch(
        self, stream: Stream, after: int, heard: int, limit: int, types: Sequence[str] | None
    ) -> tuple[list[Delivered], int]:
        buffer = self._asked(stream, after)
        wanted = None if types is None else frozenset(name.encode() for name in types)
        found: list[Delivered] = []
        through = after
        for record in buffer.view(LOOKED_THROUGH):
            through = record.offset + 1
            try:
                one = unpacked(record, heard, wanted)
            except NotAnEvent as error:
                logger.error("passed over: %s", error)
                continue
            if one:
                found.append(one)
                if len(found) == limit:
                    break
        return found, through

    async def beyond(self, stream: Stream, offset: int, patience: float) -> bool:
        buffer = self._asked(stream, offset)
        if not len(buffer):
            buffer.arrived.clear()
            try:
                async with asyncio.timeout(patience):
                    await buffer.arrived.wait()
            except TimeoutError:
                return False
        buffer.check()
        return True

    async def high_water(self, stream: Stream) -> int:
        return (await self.cluster.ends([stream]))[stream]

    async def origin(self, topic: str) -> str:
        found = await self.cluster.origins([topic])
        if topic not in found:
            raise TopicsNotReady(f"{topic} does not exist in Kafka {self.cluster.settings.bootstrap}")
        return self._origins.setdefault(topic, found[topic])

    def _asked(self, stream: Stream, offset: int) -> Buffer:
        buffer = self.buffers[stream]
        buffer.check()
        if buffer.ask(offset):
            self.seek(stream, offset)
        return buffer

    def seek(self, stream: Stream, offset: int) -> None:
        """Let the client fetch the stream from `offset`."""
        if self.client:
            partition = TopicPartition(*stream)
            try:
                self.client.seek(partition, offset)
                self.client.resume(partition)
            except IllegalStateError:
                logger.debug("%s is no longer ours", stream)

    async def take(self, client: AIOKafkaConsumer) -> None:
        """Until it fails."""
        while True:
            full = [stream for stream, buffer in self.buffers.items() if not buffer.has_room]
            open_ = [TopicPartition(*s) for s in self.buffers if s not in full] if full else []
            if full and not open_:
                await asyncio.sleep(WAIT_BESIDE_FULL_MS / 1000)
                continue
            try:
                taken = await client.getmany(
                    *open_, timeout_ms=WAIT_BESIDE_FULL_MS if full else WAIT_MS, max_records=AT_ONCE
                )
            except OffsetOutOfRangeError as error:
                await self._out_of_range(error.args[0])
                continue
            except NoOffsetForPartitionError:
                continue  # nobody has said yet from where to fetch
            for partition, records in taken.items():
                if partition in self.buffers:
                    self.buffers[Stream(*partition)].put(records)

    async def _out_of_range(self, asked: dict[TopicPartition, int]) -> None:
        for partition, offset in asked.items():
            stream = Stream(*partition)
            begin = (await self.cluster.beginnings([stream]))[stream]
            end = (await self.cluster.ends([stream]))[stream]
            buffer = self.buffers.get(stream)
            if buffer is None or buffer.next != offset:
                continue
            if offset > end:
                buffer.fail(StreamStartsOver(stream, f"it was heard to {offset} and ends at {end}"))
            elif offset < begin:
                buffer.fail(_deleted(stream, offset, begin))
            else:
                self.seek(stream, offset)

    async def watch(self) -> None:
        """Until the client has been silent though there is something to fetch: raises Stalled."""
        while True:
            await asyncio.sleep(LOOK)
            try:
                await self._look_for_new_topics()
                ends = await self.cluster.ends(list(self.buffers))
            except BrokerUnreachable as error:
                self._saying.warn(str(error))
                self._stuck.clear()
                continue
            self._saying.over()
            self._look_for_stalls(ends)

    async def _look_for_new_topics(self) -> None:
        found = await self.cluster.origins({stream.topic for stream in self.buffers})
        anew = {topic for topic, origin in found.items() if self._origins.setdefault(topic, origin) != origin}
        self._origins |= found
        for stream, buffer in self.buffers.items():
            if stream.topic in anew:
                buffer.fail(StreamStartsOver(stream, "the topic was made anew"))

    def _look_for_stalls(self, ends: dict[Stream, int]) -> None:
        now = monotonic()
        for stream, buffer in self.buffers.items():
            waits = buffer.next is not None and buffer.has_room and not buffer.wrong
            if not waits or buffer.next is None or ends.get(stream, 0) <= buffer.next:
                self._stuck.pop(stream, None)
                continue
            at, since = self._stuck.get(stream, (-1, now))
            if at != buffer.next:
                self._stuck[stream] = buffer.next, now
            elif now - since > SILENCE:
                self._stuck.clear()
                raise Stalled(f"{stream.topic} {stream.partition} has events beyond {at}, and none arrives")


def _deleted(stream: Stream, offset: int, begin: int) -> EventsDeleted:
    return EventsDeleted(
        f"{stream.topic} {stream.partition} begins at offset {begin} but was heard only to {offset}: "
        f"{begin - offset} records were deleted from Kafka before they were heard. Nothing of this stream is heard any "
        "more. The sender's database still has them: delete the topic, run headrace topics apply, and send everything "
        "again; what was heard before takes no effect twice."
    )
