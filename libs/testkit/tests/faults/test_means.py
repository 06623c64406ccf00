"""PLT-6: the means of the fault suite do what they say: full disks, wrong clocks, next versions of a contract."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from headrace_testkit.faults import skew
from headrace_testkit.faults.disk import SmallDisk
from headrace_testkit.faults.kinds.upgrading import VALUE, next_version
from headrace_testkit.needs import needs_root

TELL = """
from headrace_contracts.logistics.v1 import GoodsReceived
told = GoodsReceived(receipt="r", delivery_note="d", purchase_order="p", supplier="s", plant="x")
print(told.to_wire().hex(), GoodsReceived.from_wire(told.to_wire()) == told)
"""
SKEWED = """
import sys
from pathlib import Path
from headrace_testkit.faults import skew
skew.put_on(Path(sys.argv[1]))
from headrace_chassis import clock, timers
print(clock.wall().isoformat(), timers.wall().isoformat())
"""


def python(script, *arguments, **environment):
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout.split()


@needs_root
def test_a_full_disk_takes_no_byte_more_until_it_is_freed(tmp_path):
    disk = SmallDisk(tmp_path / "disk", megabytes=3)
    disk.mount()
    try:
        disk.fill()
        assert disk.left == 0
        with pytest.raises(OSError, match="No space left") as full:
            (disk.folder / "more").write_bytes(b"x" * 5000)
        assert full.value.errno == errno.ENOSPC
        disk.free()
        (disk.folder / "more").write_bytes(b"x" * 5000)
    finally:
        disk.unmount()


@pytest.mark.parametrize("offset", [3600.0, -3600.0])
def test_a_wrong_clock_is_wrong_for_every_module_and_comes_right_again(tmp_path, offset):
    skew.write_offset(tmp_path / "skew", offset)
    clock, timers = map(datetime.fromisoformat, python(SKEWED, str(tmp_path / "skew")))
    expected = datetime.now(UTC) + timedelta(seconds=offset)
    assert abs(clock - expected) < timedelta(seconds=30)
    assert abs(timers - clock) < timedelta(seconds=5)
    skew.write_offset(tmp_path / "skew", 0)
    right, _ = map(datetime.fromisoformat, python(SKEWED, str(tmp_path / "skew")))
    assert abs(right - datetime.now(UTC)) < timedelta(seconds=30)


def test_the_next_version_tells_a_field_that_this_version_passes_over(tmp_path):
    from headrace_contracts.logistics.v1 import GoodsReceived

    folder = next_version(tmp_path / "next")
    wire, same = python(TELL, PYTHONPATH=str(folder))
    assert same == "True"
    assert VALUE.encode() in bytes.fromhex(wire)
    assert GoodsReceived.from_wire(bytes.fromhex(wire)).receipt == "r"
    here, _ = python(TELL)
    assert VALUE.encode() not in bytes.fromhex(here)
