"""PDM-10: what a service refuses is named where it stands in the files; sending again never lets a refused row win."""

from __future__ import annotations

from typing import Any

import pytest

from headrace_journey.http import Json
from headrace_journey.loading import Sending, Target
from headrace_journey.report import LoadReport, TableReport, told_once
from headrace_journey.worlds.world import Fault, Origin, Table

SALES = Target("sales_history", "forecasting/v1/sales-history", "planner")


class Forecasting:
    """Keeps each reference once a request, knows some items at once and others only later."""

    def __init__(self, *items: str, later: dict[str, int] | None = None) -> None:
        self.kept: dict[str, Json] = {}
        self.requests = 0
        self._items, self._later = set(items), later or {}

    async def put(self, path: str, body: Json) -> Any:
        self.requests += 1
        answer: Json = {"created": 0, "changed": 0, "unchanged": 0, "errors": []}
        seen: set[str] = set()
        for number, row in enumerate(body["items"]):
            if row["reference"] in seen:
                answer["errors"].append({"row": number, "field": "reference", "detail": "twice in this request"})
            elif not self._knows(row["item"]):
                answer["errors"].append({"row": number, "field": "item", "detail": f"{row['item']} is unknown"})
            else:
                before = self.kept.get(row["reference"])
                answer["unchanged" if before == row else "changed" if before else "created"] += 1
                self.kept[row["reference"]] = row
            seen.add(row["reference"])
        return answer

    def _knows(self, item: str) -> bool:
        return item in self._items or self._later.get(item, 99) < self.requests


async def sent(service: Forecasting, *rows: tuple[str, str, int]) -> tuple[TableReport, list[Fault]]:
    table = Table(columns={"reference": "order_number", "item": "product_number"})
    for line, (reference, item, quantity) in enumerate(rows, start=2):
        table.add({"reference": reference, "item": item, "quantity": quantity}, Origin("sales.csv", line))
    faults: list[Fault] = []
    report = await Sending(service, SALES, faults, (0.001, 0.001)).send(table)  # type: ignore[arg-type]
    return report, faults


async def test_a_row_that_is_refused_for_another_one_never_takes_its_place():
    service = Forecasting("HM-1")
    report, faults = await sent(service, ("S1/1", "HM-1", 2), ("S2/1", "HM-1", 1), ("S1/1", "HM-1", 7))
    assert service.kept["S1/1"]["quantity"] == 2
    assert [str(fault) for fault in faults] == ["sales.csv, row 4, order_number: twice in this request"]
    assert (report.created, report.changed, report.unchanged, report.refused) == (2, 0, 0, 1)


async def test_what_a_service_hears_of_a_moment_later_is_loaded_then_and_each_row_is_counted_once():
    service = Forecasting("HM-1", later={"AX-1": 1})
    report, faults = await sent(service, ("S1/1", "HM-1", 2), ("S2/1", "AX-1", 1))
    assert (faults, service.requests) == ([], 2)
    assert (report.created, report.changed, report.unchanged, report.refused) == (2, 0, 0, 0)


async def test_a_second_load_changes_nothing():
    service = Forecasting("HM-1")
    rows = [("S1/1", "HM-1", 2), ("S2/1", "HM-1", 1)]
    await sent(service, *rows)
    report, _ = await sent(service, *rows)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 2)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("lines.1.quantity_per", "bill_of_materials.csv, row 4, per_assembly_qty: no"),
        ("lines.0", "bill_of_materials.csv, row 3, component_id: no"),
        ("item", "bill_of_materials.csv, row 3, product_assembly_id: no"),
        ("other.thing", "bill_of_materials.csv, row 3, other.thing: no"),
    ],
)
def test_a_field_is_named_by_its_column_and_its_line(field, expected):
    columns = {"item": "product_assembly_id", "lines": "component_id", "lines.quantity_per": "per_assembly_qty"}
    table = Table(columns=columns)
    table.add({}, Origin("bill_of_materials.csv", 3), Origin("bill_of_materials.csv", 4))
    assert str(table.fault("boms", 0, field, "no")) == expected


def test_a_row_of_no_file_is_named_by_its_table():
    table = Table()
    table.add({})
    assert str(table.fault("credit_limits", 0, "limit.minor", "no")) == "credit_limits, row 1, limit.minor: no"


def test_many_rows_with_one_reason_are_told_in_one_line():
    faults = [Fault(Origin("sales.csv", row), "product_number", "HM-1 is refused") for row in range(2, 114)]
    faults.append(Fault(Origin("sales.csv", 114), "quantity", "'x' is no number"))
    assert told_once(faults) == [
        "sales.csv, row 2, product_number: HM-1 is refused (so are 111 more rows, the last is 113)",
        "sales.csv, row 114, quantity: 'x' is no number",
    ]
    assert not LoadReport([], faults).clean
