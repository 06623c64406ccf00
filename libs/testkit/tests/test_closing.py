"""The end of a run says what was left out and what brings it."""

from types import SimpleNamespace

import pytest

from headrace_testkit import needs
from headrace_testkit.closing import skipped_by_reason


def skipped(reason):
    return SimpleNamespace(longrepr=("tests/test_some.py", 7, f"Skipped: {reason}"))


def test_each_reason_is_told_once_with_its_number_of_tests():
    reports = [skipped("no files here: DIR"), *[skipped("no Chromium here: apt-get install chromium")] * 13]
    assert skipped_by_reason(reports) == [
        "13 skipped: no Chromium here: apt-get install chromium",
        "1 skipped: no files here: DIR",
    ]


@pytest.mark.parametrize("name", [name for name in vars(needs) if name.startswith("needs_")])
def test_every_need_says_what_brings_it(name):
    what, _, brings = getattr(needs, name).kwargs["reason"].partition(": ")
    assert what
    assert brings
