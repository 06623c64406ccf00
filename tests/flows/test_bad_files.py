"""PDM-10: what a service refuses of a company's files is named by file and line; a second import changes nothing."""

from __future__ import annotations

import pytest

from headrace_journey import LoadReport, adventure_works, load
from headrace_journey.http import People
from libs.journey.tests.tiny import FILES, with_line, write

pytestmark = pytest.mark.slow
BAD_LINES = {
    "bill_of_materials": "2,1,2020-01-01,,EA,1.00",
    "sales": "2019-06-30,S9,1,TB-1,Kim,0,99.995",
    "product_vendor": "3,99,10,1.00,20,EA",
}


def added_line(file: str) -> tuple[str, int]:
    return f"{file}.csv", len(FILES[file].splitlines()) + 1


def refused(report: LoadReport) -> dict[str, int]:
    return {name: table.refused for name, table in report.tables.items() if table.refused}


async def test_bad_lines_are_named_good_ones_are_kept_and_a_second_import_changes_nothing(gateway, tmp_path):
    changed = {file: with_line(file, line) for file, line in BAD_LINES.items()}
    company = adventure_works(write(tmp_path / "Table Makers", **changed))
    first = await load(gateway, company)
    assert [(fault.origin, fault.column) for fault in first.faults] == [
        (added_line("product_vendor"), "business_entity_id"),  # the reader's own finding; all others are services'
        (("bill_of_materials.csv", 6), "component_id"),
        (added_line("sales"), "quantity"),
    ]
    details = {fault.column: fault.detail for fault in first.faults}
    assert "would contain itself" in details["component_id"]
    assert details["quantity"].startswith("0 is no quantity")
    assert "refused: sales.csv, row 5, quantity: 0 is no quantity" in first.table()
    assert refused(first) == {"boms": 1, "sales_history": 1}
    assert (first.tables["items"].created, first.tables["sales_history"].created) == (4, 3)

    second = await load(gateway, company)
    assert (second.created, second.changed) == (0, 0)
    assert second.unchanged == first.created + first.changed
    assert second.faults == first.faults


async def test_a_line_that_names_an_order_line_again_never_takes_its_place(gateway, tmp_path):
    twice = with_line("sales", "2019-06-30,S1,1,TB-1,Kim,7,99.995")
    report = await load(gateway, adventure_works(write(tmp_path / "Table Makers", sales=twice)))
    assert [str(fault) for fault in report.faults] == [
        "sales.csv, row 5, order_number: S1/1 is on row 2 too, and that row counts; take one of the two out"
    ]
    sales = report.tables["sales_history"]
    assert (sales.created, sales.changed) == (3, 0)


async def test_a_mended_line_changes_its_own_row_and_moves_no_other(gateway, tmp_path):
    """The newest bill of material, by which the day of the first load is known, is the one that is mended."""
    await load(gateway, adventure_works(write(tmp_path / "Table Makers")))
    mended = FILES["bill_of_materials"].replace("1,3,2020-06-01", "1,3,2020-07-01").replace("2020-05-31", "2020-06-30")
    mended += "2,3,2020-01-01,,EA,1.00\n"
    slip = with_line("sales", "2039-06-30,S4,1,TB-1,Kim,1,99.995")
    report = await load(
        gateway, adventure_works(write(tmp_path / "Table Makers", bill_of_materials=mended, sales=slip))
    )
    assert {name: table.changed for name, table in report.tables.items() if table.changed} == {"boms": 2}
    assert report.created == 0


async def test_nothing_is_bought_from_a_vendor_that_is_not_active(gateway, tmp_path):
    vendors = "business_entity_id,name,credit_rating,active_flag\n7,Legs & Co,1,1\n8,Glueworks,2,1\n9,Old legs,1,0\n"
    terms = with_line("product_vendor", "3,9,10,0.50,20,EA")
    company = adventure_works(write(tmp_path / "Table Makers", vendor=vendors, product_vendor=terms))
    assert (await load(gateway, company)).faults == []
    buyer = await People(gateway).user("buyer", company.name)
    offers = await buyer.all("srm/v1/supplier-items", item="LG-1")
    assert {offer["supplier"]: offer["blocked"] for offer in offers} == {"vendor-7": False, "vendor-9": True}
