"""What is said of the capabilities is what the tests prove, and docs/capabilities.md and .json say it freshly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from headrace_testkit.capabilities import Capability, as_json, as_page, faults, ids_named, read

ROOT = Path(__file__).parents[1]
STALE = "run: python -m headrace_testkit.capabilities"
PROVEN = Capability("PLT-2", "Live push", "good", "It is pushed.", [], ["tests/test_live.py"])
PLAYED = replace(PROVEN, runs=["F1"], tests=["tests/scenarios/test_f1_edge_contract.py"])


def test_the_pages_are_what_the_tests_say():
    groups = read(ROOT)
    assert (ROOT / "docs/capabilities.md").read_text() == as_page(groups), STALE
    assert (ROOT / "docs/capabilities.json").read_text() == as_json(groups), STALE


def test_no_state_is_said_without_proof():
    groups = read(ROOT)
    assert sum(len(group) for group in groups.values()) == 146
    assert faults(groups, ids_named(ROOT)) == []


@pytest.mark.parametrize(
    ("one", "fault"),
    [
        (replace(PROVEN, state="great"), ["PLT-2: 'great' is none of good, thin, none"]),
        (replace(PROVEN, tests=[]), ["PLT-2 is good, and no test names it"]),
        (replace(PROVEN, state="none"), ["PLT-2 is none, and tests/test_live.py proves it"]),
        (replace(PROVEN, runs=["F1"]), ["PLT-2 is good, and no test plays F1"]),
        (PLAYED, []),
    ],
)
def test_a_state_without_its_proof_is_found(one: Capability, fault: Sequence[str]):
    assert faults({"platform": [one]}, {}) == fault


def test_a_test_that_names_no_capability_is_found():
    named = {"PLT-99": ["tests/test_live.py"], "RFC-9110": ["tests/test_live.py"]}
    assert faults({"platform": [PROVEN]}, named) == ["tests/test_live.py names PLT-99, which is no capability"]
