"""PLT-6: what a message gains later may be absent, and the check of events says so of what may not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[1] / "tools" / "new_fields.py"


def checked(tmp_path: Path, before: str, now: str) -> subprocess.CompletedProcess[str]:
    for name, body in (("before", before), ("now", now)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.proto").write_text(f'syntax = "proto3"; package shop.v1; {body}')
    arguments = [sys.executable, str(TOOL), str(tmp_path / "before"), str(tmp_path / "now")]
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("field", ["string carrier = 2;", "Placed carrier = 2;", "int64 carrier = 2;"])
def test_a_new_field_that_may_not_be_absent_is_named(tmp_path, field):
    found = checked(tmp_path, "message Placed { string order = 1; }", f"message Placed {{ string order = 1; {field} }}")
    assert found.returncode == 1
    assert "shop.v1.Placed.carrier is new in a message that is not" in found.stdout


@pytest.mark.parametrize(
    "grown",
    [
        "message Placed { string order = 1; optional string carrier = 2; repeated string lots = 3; }",
        "message Placed { string order = 1; } message Sent { string order = 1; }",
        "message Placed { string purchase = 1; }",
    ],
)
def test_what_may_be_absent_new_messages_and_new_names_are_growth(tmp_path, grown):
    found = checked(tmp_path, "message Placed { string order = 1; }", grown)
    assert (found.returncode, found.stdout) == (0, "")
