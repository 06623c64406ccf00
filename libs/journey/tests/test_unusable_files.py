"""PDM-10: files that are not CSV as we read it are refused whole, each with one line that says how to mend it."""

from datetime import date
from pathlib import Path

import pytest

from headrace_journey import FilesUnusable, adventure_works

from .tiny import FILES, write

TODAY = date(2026, 11, 21)
HEAD, *LINES = FILES["vendor"].splitlines(keepends=True)


def refusal(folder: Path) -> str:
    with pytest.raises(FilesUnusable) as refused:
        adventure_works(folder).on(TODAY)
    return str(refused.value)


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "Makers")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (FILES["vendor"].encode("utf-16"), "vendor.csv, row 1: is UTF-16; save the file as CSV in UTF-8"),
        (FILES["vendor"].encode("utf-16-le"), "vendor.csv, row 1: is UTF-16; save the file as CSV in UTF-8"),
        (
            (HEAD + "7,Füße,1\n").encode("cp1252"),
            "vendor.csv, row 2: is not UTF-8 (the byte 0xfc); save the file as CSV in UTF-8",
        ),
        (b"PK\x03\x04 and more", "vendor.csv, row 1: is a workbook or an archive; save the file as CSV in UTF-8"),
        (
            FILES["vendor"].replace(",", ";").encode(),
            "vendor.csv, row 1: has its columns separated by semicolons; save it with commas and decimal points",
        ),
        (
            FILES["vendor"].replace(",", "\t").encode(),
            "vendor.csv, row 1: has its columns separated by tabs; save it with commas and decimal points",
        ),
        (
            b"",
            "vendor.csv: is empty; its first row must name the columns business_entity_id, name, credit_rating",
        ),
        (
            "".join(LINES).encode(),
            "vendor.csv, row 1: has no column business_entity_id, name, credit_rating; add it or rename one",
        ),
        (
            FILES["vendor"].replace("credit_rating", "Credit Rating").encode(),
            "vendor.csv, row 1: has no column credit_rating (but 'Credit Rating'); add it or rename one",
        ),
        (
            b"business_entity_id,name,credit_rating,name\n7,Legs,1,Legs\n",
            "vendor.csv, row 1: has the column name twice; take one out or rename it",
        ),
        (
            (HEAD + '7,"Legs,1\n8,Glue,2\n').encode(),
            "vendor.csv, row 2: has a quotation mark that does not end, or a comma too few (unexpected end of data)",
        ),
    ],
)
def test_a_file_of_another_kind_is_refused_in_one_line(folder, content, words):
    (folder / "vendor.csv").write_bytes(content)
    assert refusal(folder) == words


def test_a_file_that_can_not_be_opened_is_refused_in_one_line(folder):
    (folder / "vendor.csv").unlink()
    (folder / "vendor.csv").mkdir()
    assert refusal(folder) == "vendor.csv: can't be opened (Is a directory); make it readable"


def test_every_file_is_named_and_those_of_one_kind_in_one_line(folder):
    for name in ("sales", "vendor"):
        (folder / f"{name}.csv").write_text(FILES[name].replace(",", ";"))
    (folder / "location.csv").unlink()
    assert refusal(folder).splitlines() == [
        "location.csv: is missing; it is one of the files that a company is read from",
        "vendor.csv, sales.csv, row 1: has its columns separated by semicolons; save it with commas and decimal points",
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: (text + "\n\n").encode(),
        lambda text: (text + ",,\n").encode(),
        lambda text: text.replace("7,", " 7 , ").replace("credit_rating", " credit_rating ").encode(),
        lambda text: text.replace("Legs & Co", '"Legs & Co"').encode(),
    ],
    ids=["byte order mark", "crlf", "no last line end", "blank lines", "line of commas", "blanks", "quotes"],
)
def test_what_makes_no_difference_is_read_the_same(folder, tmp_path, change):
    expected = adventure_works(folder).on(TODAY)
    other = write(tmp_path / "other" / "Makers")
    (other / "vendor.csv").write_bytes(change(FILES["vendor"]))
    world = adventure_works(other).on(TODAY)
    assert (world.faults, world.suppliers.rows) == ([], expected.suppliers.rows)


@pytest.mark.parametrize("line", ["9,1,000,2", "9,Legs", "9,Legs,1,"])
def test_a_line_of_another_length_than_the_header_is_named(folder, line):
    (folder / "vendor.csv").write_text(FILES["vendor"] + line + "\n10,Last,1\n")
    world = adventure_works(folder).on(TODAY)
    assert [(fault.origin.row, fault.column) for fault in world.faults] == [(4, "")]
    assert world.suppliers.rows[-1]["supplier"] == "vendor-10"


def test_a_row_is_the_line_on_which_it_begins_though_others_have_several(folder):
    text = FILES["vendor"].replace("Legs & Co", '"Legs\n& Co"') + "\n9,Bad,one\n"
    (folder / "vendor.csv").write_text(text)
    world = adventure_works(folder).on(TODAY)
    assert [fault.origin.row for fault in world.faults] == [6]
    assert text.splitlines()[5] == "9,Bad,one"
