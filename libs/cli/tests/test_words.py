"""PLT-8: the terminal speaks of facts as people do."""

from __future__ import annotations

import pytest

from headrace_cli.journey import worded


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ({"minor": 1280850, "currency": "EUR"}, "12808.50 EUR"),
        ({"value": "4", "unit": "EA"}, "4 EA"),
        ({"GP1-100": {"value": "2", "unit": "EA"}, "RT1": "5"}, "GP1-100 2 EA, RT1 5"),
        (["north", "south"], "north, south"),
        (7, "7"),
    ],
)
def test_a_fact_reads_as_people_write_it(fact, words):
    assert worded(fact) == words
