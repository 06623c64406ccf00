"""PDM-10: whatever stands in a cell of whatever file, the company is read, or the cell is named; nothing breaks, and
no number in a file makes the importer work for longer than the files are large."""

import csv
import io
import math
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_journey import adventure_works
from headrace_journey.worlds.files.shapes import SHAPES
from headrace_journey.worlds.lead import days_to_supply
from headrace_journey.worlds.world import World

from .tiny import FILES, write

TODAY = date(2026, 11, 21)
CELLS = [(file, column) for file, shape in SHAPES.items() for column in shape.needed]
ODD = [
    "",
    "-1",
    "0",
    "0.5",
    "3650",
    "1e12",
    "999999999999999",
    "1e999999999",
    "9" * 5000,
    "NaN",
    "-Infinity",
    "0001-01-01",
    "9999-12-31",
    "1900-01-01",
    "2199-12-31",
    "a\0b",
    "ja",
    "１",
    "../x",
    "#?%",
]
written = st.one_of(st.sampled_from(ODD), st.text(st.characters(codec="utf-8"), max_size=30))


def with_cell(file: str, row: int, column: str, value: str) -> str:
    rows = list(csv.DictReader(io.StringIO(FILES[file])))
    rows[row % len(rows)][column] = value
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(file: str, text: str) -> World:
    with tempfile.TemporaryDirectory() as folder:
        return adventure_works(write(Path(folder) / "Makers", **{file: text})).on(TODAY)


@pytest.mark.parametrize(("file", "column"), CELLS)
@settings(max_examples=12, deadline=None)
@given(row=st.integers(0, 5), value=written)
def test_whatever_stands_in_a_cell_the_rest_is_read(file, column, row, value):
    world = read(file, with_cell(file, row, column, value))
    for fault in world.faults:
        assert fault.detail
        assert len(str(fault)) < 400
        assert "\n" not in str(fault)
    assert all(days < 40_000 for days in days_to_supply(world, TODAY).values())
    assert all(line.quantity < 200_000 for line in world.order)
    assert world.order_due.year < 2200


def test_a_bill_of_material_of_many_levels_has_its_lead_time():
    levels = 3000
    head, row = FILES["product"].splitlines()[0], "{0},Part {0},P-{0},1,0,0,1.00,1.00,3650,"
    products = "\n".join([head, *(row.format(number) for number in range(levels))]) + "\n"
    boms = [FILES["bill_of_materials"].splitlines()[0]]
    boms += [f"{number},{number + 1},2020-01-01,,EA,1.00" for number in range(levels - 1)]
    with tempfile.TemporaryDirectory() as folder:
        files = write(Path(folder) / "Makers", product=products, bill_of_materials="\n".join(boms) + "\n")
        world = adventure_works(files).on(TODAY)
    assert days_to_supply(world, TODAY)["P-0"] == levels * math.ceil(3650 * 7 / 5)
