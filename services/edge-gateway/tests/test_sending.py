"""EDG-3: records reach the server in order and exactly once, whatever the link does."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from edge_fakes import MONDAY, HandClock, ServerInMemory, eventually

from headrace_edge_gateway.alarms import Alarms
from headrace_edge_gateway.buffer.buffer import Buffer
from headrace_edge_gateway.model.readings import MachineState, Quality, Record
from headrace_edge_gateway.pauses import GrowingPause
from headrace_edge_gateway.sender import Sender
from headrace_edge_gateway.telemetry import Ack, TelemetryBatch, encode
from headrace_edge_gateway.upload import HttpUploader, UploadFailed, UploadRefused, token_from

RECORD = encode(Record("M1", "pieces", "count", Quality.GOOD, MONDAY, delta=1, total=1), MONDAY)


class Line:
    """A buffer with a sender at work on it."""

    def __init__(self, buffer: Buffer) -> None:
        self.buffer = buffer
        self.server = ServerInMemory()
        self.alarms = Alarms()
        self.stopping = asyncio.Event()
        self.sender = Sender("g", buffer, self.server, self.alarms, HandClock(MONDAY), longest_pause=60)
        self.running = asyncio.create_task(self.sender.run(self.stopping))

    async def drained(self) -> None:
        last = (await self.buffer.fill()).last_sequence
        await eventually(lambda: self.buffer_acknowledged() == last)

    def buffer_acknowledged(self) -> int:
        return self.buffer._store.fill().acknowledged


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    buffer = await Buffer.open(tmp_path / "buffer.sqlite", 64 * 2**20, "g")
    line = Line(buffer)
    yield line
    line.stopping.set()
    await line.running
    await buffer.close()


def sequences(server: ServerInMemory) -> list[int]:
    return [record.sequence for record in server.records]


async def test_records_arrive_in_order_in_batches(line: Line) -> None:
    await line.buffer.append([RECORD] * 1200, {})
    await line.drained()
    assert sequences(line.server) == list(range(1, 1201))
    assert line.server.batches == 3


async def test_a_lost_answer_makes_no_duplicate(line: Line) -> None:
    line.server.lose_answers = True
    await line.buffer.append([RECORD] * 10, {})
    await eventually(lambda: [alarm.name for alarm in line.alarms.standing] == ["upload"])
    line.server.lose_answers = False
    await line.drained()
    assert sequences(line.server) == list(range(1, 11))
    await eventually(lambda: line.alarms.standing == [])


async def test_nothing_is_deleted_while_the_link_is_cut(line: Line) -> None:
    line.server.cut = True
    await line.buffer.append([RECORD] * 10, {})
    await asyncio.sleep(0.05)
    assert (await line.buffer.fill()).records == 10
    line.server.cut = False
    await line.drained()
    assert sequences(line.server) == list(range(1, 11))


async def test_a_stopping_sender_drains_first(line: Line) -> None:
    await line.buffer.append([RECORD] * 700, {})
    line.stopping.set()
    await line.running
    assert (await line.buffer.fill()).records == 0


async def test_a_server_that_claims_too_much_raises_an_alarm_and_nothing_is_lost(line: Line) -> None:
    class Ahead:
        async def send(self, batch: TelemetryBatch) -> Ack:
            return Ack(99)

    line.sender._uploader = Ahead()
    await line.buffer.append([RECORD], {})
    await eventually(lambda: bool(line.alarms.standing))
    assert "old copy" in str(line.alarms.standing[0].message)
    assert (await line.buffer.fill()).records == 1


def test_pauses_grow_to_a_bound_and_start_anew_after_success() -> None:
    pause = GrowingPause(0.5, 3)
    assert [pause.after_failure() for _ in range(4)] == [0.5, 1, 2, 3]
    pause.after_success()
    assert pause.after_failure() == 0.5


BATCH = TelemetryBatch(gateway="g", stream="s", oldest=1, records=[])


def http(handler: httpx.MockTransport, token_file: Path) -> HttpUploader:
    uploader = HttpUploader("http://server", token_from(str(token_file)))
    uploader._client = httpx.AsyncClient(base_url="http://server", transport=handler)
    return uploader


async def test_the_http_request_carries_the_batch_and_the_current_token(tmp_path: Path) -> None:
    seen: list[httpx.Request] = []

    def server(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json={"last_sequence": 7})

    token = tmp_path / "token"
    uploader = http(httpx.MockTransport(server), token)
    for name in ("first", "second"):
        token.write_text(f"{name}\n")
        assert await uploader.send(BATCH) == Ack(7)
    assert [request.headers["Authorization"] for request in seen] == ["Bearer first", "Bearer second"]
    assert seen[0].url.path == "/v1/telemetry"
    await uploader.close()


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (409, '{"last_sequence": 3, "title": "too late"}', Ack(3)),
        (422, "no", UploadRefused),
        (401, "no", UploadRefused),
        (503, "no", UploadFailed),
        (200, "<html>", UploadFailed),
    ],
)
async def test_each_answer_of_the_server_has_its_meaning(
    tmp_path: Path, status: int, body: str, outcome: object
) -> None:
    token = tmp_path / "token"
    token.write_text("t")
    uploader = http(httpx.MockTransport(lambda _: httpx.Response(status, text=body)), token)
    try:
        assert await uploader.send(BATCH) == outcome
    except UploadFailed as failure:
        assert type(failure) is outcome  # noqa: PT017
    await uploader.close()


async def test_a_server_out_of_reach_or_a_missing_token_is_a_failed_upload(tmp_path: Path) -> None:
    for uploader in (
        HttpUploader("http://127.0.0.1:9", token_from(None)),
        HttpUploader("http://127.0.0.1:9", token_from(str(tmp_path / "missing"))),
    ):
        with pytest.raises(UploadFailed):
            await uploader.send(BATCH)
        await uploader.close()


def test_a_record_is_written_without_what_it_does_not_have() -> None:
    body = encode(Record("M1", "state", "state", Quality.GOOD, MONDAY, state=MachineState.RUN), MONDAY)
    assert body == (
        b'{"machine":"M1","tag":"state","kind":"state","quality":"good",'
        b'"device_time":"2026-03-02T08:00:00Z","gateway_time":"2026-03-02T08:00:00Z","state":"run"}'
    )
