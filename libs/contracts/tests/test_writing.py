"""SRM-7: a number on a paper is the same in whatever writing."""

import pytest

from headrace_contracts.writing import alike


@pytest.mark.parametrize(
    "other",
    ["inv-1", "INV-1 ", "\tInv-1", "INV - 1", "ＩＮＶ－１", "INV\u20111", "INV–1", "IN\u200bV-1", "INV-\u00a01"],
)
def test_one_number_in_another_writing_is_alike(other):
    assert alike(other) == alike("INV-1") == "inv-1"


@pytest.mark.parametrize("other", ["INV-2", "INV1", "INV-11", "INV-1/A", "INV.1"])
def test_another_number_is_not_alike(other):
    assert alike(other) != alike("INV-1")
