"""EDG-3: what the buffer has accepted survives kill -9; when it is full it refuses and never drops."""

import asyncio
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headrace_edge_gateway.buffer.buffer import Buffer
from headrace_edge_gateway.buffer.store import BufferRefused, ServerAhead, Store

PLENTY = 64 * 2**20


def store(folder: Path, max_bytes: int = PLENTY) -> Store:
    return Store(folder / "buffer.sqlite", max_bytes, "g")


def test_records_come_back_in_order_under_consecutive_sequences(tmp_path: Path) -> None:
    kept = store(tmp_path)
    assert kept.append([b"a", b"b"], {"m": b"1"}) == 2
    assert kept.append([b"c"], {"m": b"2"}) == 3
    assert [(each.sequence, each.body) for each in kept.read(1, 10)] == [(2, b"b"), (3, b"c")]
    assert kept.memories() == {"m": b"2"}


def test_sequences_go_on_after_everything_was_acknowledged_and_the_file_reopened(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.append([b"a", b"b"], {})
    kept.acknowledge(2)
    stream = kept.stream()
    kept.close()
    again = store(tmp_path)
    assert (again.stream(), again.append([b"c"], {}), again.fill().oldest) == (stream, 3, 3)


def test_a_new_buffer_begins_a_new_stream(tmp_path: Path) -> None:
    assert store(tmp_path / "a").stream() != store(tmp_path / "b").stream()


def test_only_what_was_acknowledged_is_deleted(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.append([b"x"] * 12_000, {})
    kept.acknowledge(11_999)
    assert [each.sequence for each in kept.read(0, 10)] == [12_000]
    assert kept.fill().records == 1


def test_an_acknowledgement_of_records_never_made_is_refused(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.append([b"a"], {})
    with pytest.raises(ServerAhead, match="old copy"):
        kept.acknowledge(2)
    assert len(kept.read(0, 10)) == 1


def test_a_full_buffer_refuses_keeps_what_it_has_and_goes_on_after_an_acknowledgement(tmp_path: Path) -> None:
    kept, accepted = store(tmp_path, max_bytes=2**20), 0
    while kept.fill().used_bytes < 2**20 - 40_000:
        accepted = kept.append([b"x" * 1000] * 10, {"at": str(accepted).encode()})
    with pytest.raises(BufferRefused, match="full"):
        kept.append([b"x" * 1000] * 100, {"at": b"never"})
    assert [each.sequence for each in kept.read(0, 10_000)] == list(range(1, accepted + 1))
    assert kept.memories() == {"at": str(accepted - 10).encode()}
    kept.acknowledge(accepted // 2)
    assert kept.append([b"y"], {}) == accepted + 1


async def test_appends_that_meet_are_committed_together(tmp_path: Path) -> None:
    buffer = await Buffer.open(tmp_path / "buffer.sqlite", PLENTY, "g")
    lasts = await asyncio.gather(*(buffer.append([b"x"] * 10, {str(n): b""}) for n in range(40)))
    assert set(lasts) == {400}
    assert len(await buffer.memories()) == 40
    await buffer.close()


async def test_a_refusal_reaches_every_caller_of_the_group(tmp_path: Path) -> None:
    buffer = await Buffer.open(tmp_path / "buffer.sqlite", 2**16, "g")
    appends = (buffer.append([b"x" * 50_000], {}) for _ in range(3))
    outcomes = await asyncio.gather(*appends, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [BufferRefused] * 3
    assert (await buffer.fill()).records == 0
    await buffer.close()


WRITER = """
import asyncio, sys
from pathlib import Path
from headrace_edge_gateway.buffer.buffer import Buffer

async def main():
    buffer = await Buffer.open(Path(sys.argv[1]), 2**30, "g")
    number = (await buffer.fill()).last_sequence
    while True:
        number += 7
        last = await buffer.append([b"x"] * 7, {"number": str(number).encode()})
        print(last, flush=True)

asyncio.run(main())
"""


def test_what_was_accepted_survives_kill_9_together_with_its_memory(tmp_path: Path) -> None:
    path = tmp_path / "buffer.sqlite"
    for delay in (0.05, 0.11, 0.23):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(delay)
            writer.send_signal(signal.SIGKILL)
            accepted = [int(line) for line in writer.stdout if line.endswith(b"\n")]
        kept = Store(path, 2**30, "g")
        sequences = [each.sequence for each in kept.read(0, 100_000)]
        assert sequences == list(range(1, len(sequences) + 1))
        assert len(sequences) >= max(accepted, default=7)
        assert kept.memories() == {"number": str(len(sequences)).encode()}
        kept.close()


FILLER = """
import resource, signal, sys
from pathlib import Path
from headrace_edge_gateway.buffer.store import BufferRefused, Store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
kept = Store(Path(sys.argv[1]), 2**30, "g")
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
last = 0
try:
    while True:
        last = kept.append([b"x" * 1000] * 5, {})
except BufferRefused:
    print(last)
"""


def test_a_full_disk_refuses_new_records_and_harms_none(tmp_path: Path) -> None:
    path = tmp_path / "buffer.sqlite"
    filled = subprocess.run([sys.executable, "-c", FILLER, str(path)], capture_output=True, check=True)
    last = int(filled.stdout)
    kept = Store(path, 2**30, "g")
    assert last > 0
    assert [each.sequence for each in kept.read(0, 100_000)] == list(range(1, last + 1))
    assert kept.append([b"y"], {}) == last + 1
