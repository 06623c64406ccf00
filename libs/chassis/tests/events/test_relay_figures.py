"""PLT-7: what a relay tells Prometheus and its trace: who leads, what was sent, what the bus did not take."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from headrace_chassis import telemetry, trace
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.relay import Relay
from headrace_testkit.conformance import SENDER_TABLES, Sender, scratch
from headrace_testkit.waiting import patience

TRACE = "9" * 32
SERVICE = "api-gateway"


class Bus:
    """Keeps what it is sent; refuses as often as it is told to."""

    def __init__(self) -> None:
        self.kept: list[Envelope] = []
        self.refusals = 0

    @asynccontextmanager
    async def session(self, topic: str) -> AsyncIterator[Bus]:
        yield self

    def pack(self, events: Sequence[Envelope]) -> list[Envelope]:
        return list(events)

    async def send(self, packed: list[Envelope]) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ConnectionResetError("the bus is away")
        self.kept += packed


def value(name: str) -> float:
    return REGISTRY.get_sample_value(name, {"service": SERVICE}) or 0.0


@asynccontextmanager
async def relaying(url: str, bus: Bus) -> AsyncIterator[None]:
    relay = Relay(SERVICE, url, bus)
    await relay.start()
    try:
        yield
    finally:
        await relay.stop()


async def until_kept(bus: Bus, events: int) -> None:
    async with patience():
        while len(bus.kept) < events:  # noqa: ASYNC110 - the relay works beside us
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.2)


@pytest.fixture
async def sender(postgres) -> AsyncIterator[Sender]:
    async with scratch(postgres, SENDER_TABLES) as (database, url):
        sender = Sender(database)
        sender.url = url  # type: ignore[attr-defined]
        yield sender


async def test_what_was_sent_counts_once_and_a_refusal_counts_beside_it(sender: Sender) -> None:
    bus, sent, failed = Bus(), value("relay_sent_events_total"), value("relay_failures_total")
    bus.refusals = 1
    for _ in range(3):
        await sender.tell("a")
    async with relaying(sender.url, bus):
        await until_kept(bus, 3)
        assert value("relay_leader") == 1
        assert value("relay_sent_events_total") - sent == 3
        assert value("relay_failures_total") - failed == 1
    assert value("relay_leader") == 0


async def test_a_batch_is_a_span_linked_to_the_traces_of_its_events(sender: Sender, tmp_path: Path) -> None:
    bus, path = Bus(), tmp_path / "traces.jsonl"
    with telemetry.recording({"HEADRACE_TRACES": f"file:{path}"}):
        with trace.continued(f"00-{TRACE}-{'8' * 16}-01"):
            await sender.tell("a")
        async with relaying(sender.url, bus):
            await until_kept(bus, 1)
    resources = [one for line in path.read_text().splitlines() for one in json.loads(line)["resourceSpans"]]
    spans = [span for one in resources for scope in one["scopeSpans"] for span in scope["spans"]]
    (sent,) = [span for span in spans if span["name"] == "send headrace.api_gateway.v1"]
    assert sent["kind"] == 4
    assert [link["traceId"] for link in sent["links"]] == [TRACE]
    assert bus.kept[0].traceparent.split("-")[1] == TRACE, "the event itself stays in its own trace"
