"""Workers take whole files, and what starts the whole platform goes to one of them."""

import pytest

from headrace_testkit.sharing import OnePlatform


@pytest.mark.parametrize(
    ("test", "shared_out_as"),
    [
        ("libs/journey/tests/test_worlds.py::test_a[1]", "libs/journey/tests/test_worlds.py"),
        ("tests/flows/test_journey.py::test_b", "platform"),
        ("tests/browser/test_console.py::test_c", "platform"),
        ("tests/faults/test_kill.py::test_d", "tests/faults/test_kill.py"),
    ],
)
def test_files_go_to_any_worker_and_platforms_to_one(test, shared_out_as):
    assert OnePlatform.__new__(OnePlatform)._split_scope(test) == shared_out_as
