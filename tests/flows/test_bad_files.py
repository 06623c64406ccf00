"""PDM-10: what a service refuses of a company's files is named by file and line; a second import changes nothing."""

from __future__ import annotations

import pytest

from headrace_journey import LoadReport, adventure_works, load
from libs.journey.tests.tiny import FILES, with_line, write

pytestmark = pytest.mark.slow
BAD_LINES = {
    "bill_of_materials": "2,3,2020-01-01,,BOX,1.00",
    "sales": "2019-06-30,S9,1,TB-1,Kim,0,99.995",
    "product_vendor": "3,99,10,1.00,20,EA",
}


def added_line(file: str) -> str:
    return f"{file}.csv:{len(FILES[file].splitlines()) + 1}"


def refused(report: LoadReport) -> dict[str, int]:
    return {name: table.refused for name, table in report.tables.items() if table.refused}


async def test_bad_lines_are_named_good_ones_are_kept_and_a_second_import_changes_nothing(gateway, tmp_path):
    changed = {file: with_line(file, line) for file, line in BAD_LINES.items()}
    company = adventure_works(write(tmp_path / "Table Makers", **changed))
    first = await load(gateway, company)
    assert [(fault.origin, fault.field) for fault in first.faults] == [
        (added_line("product_vendor"), "business_entity_id"),  # the reader's own finding; all others are services'
        (added_line("bill_of_materials"), "lines.1.unit"),
        (added_line("sales"), "quantity.value"),
    ]
    details = {fault.field: fault.detail for fault in first.faults}
    assert details["lines.1.unit"] == "unit 'BOX' is unknown; LG-1 is counted in EA"
    assert details["quantity.value"].startswith("0 is no quantity")
    assert f"refused: {added_line('sales')}: quantity.value: 0 is no quantity" in first.table()
    assert refused(first) == {"boms": 1, "sales_history": 1}
    assert (first.tables["items"].created, first.tables["sales_history"].created) == (4, 3)

    second = await load(gateway, company)
    assert (second.created, second.changed) == (0, 0)
    assert second.unchanged == first.created + first.changed
    assert second.faults == first.faults
