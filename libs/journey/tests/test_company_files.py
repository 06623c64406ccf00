"""PDM-10: any company's files of that shape become a world; a bad line is named and spoils no other."""

from datetime import date, timedelta

import pytest

from headrace_journey import adventure_works
from headrace_journey.worlds.files.reader import FilesMissing

from .tiny import with_line, write

TODAY = date(2026, 11, 21)


@pytest.fixture
def world(tmp_path):
    return adventure_works(write(tmp_path / "Table Makers")).on(TODAY)


def test_the_company_is_named_after_its_folder_and_has_one_plant(world):
    assert (world.name, world.leader) == ("table-makers", "table-makers")
    assert [row["id"] for row in world.plants.rows] == ["table-makers-main"]
    assert world.faults == []


def test_items_are_counted_as_their_bills_of_material_count_them(world):
    units = {row["item"]: row["unit"] for row in world.items.rows}
    assert units == {"TB-1": "EA", "TP-1": "EA", "LG-1": "EA", "GL-1": "KG"}


def test_finished_goods_that_are_assembled_have_serials(world):
    assert {row["item"]: row["tracking"] for row in world.items.rows}["TB-1"] == "serial"
    assert sum(row["tracking"] == "serial" for row in world.items.rows) == 1


def test_both_halves_end_today(world):
    assert max(row["day"] for row in world.sales_history.rows) == TODAY.isoformat()
    assert max(row["due"] for row in world.purchase_history.rows) == TODAY.isoformat()


def test_lines_without_an_end_are_valid_today_and_versions_follow_each_other(world):
    table = next(bom for bom in world.boms.rows if bom["item"] == "TB-1")
    legs = [line for line in table["lines"] if line["component"] == "LG-1"]
    old, new = sorted(legs, key=lambda line: line["valid_from"])
    assert (old["quantity_per"], new["quantity_per"], new["valid_to"]) == ("3", "4", None)
    assert date.fromisoformat(new["valid_from"]) == date.fromisoformat(old["valid_to"]) + timedelta(days=1)
    assert new["valid_from"] <= TODAY.isoformat()


def test_routings_follow_where_an_item_lies_in_work_and_that_is_said(world):
    routings = {row["item"]: [op["work_centre"] for op in row["operations"]] for row in world.routings.rows}
    assert routings == {"TB-1": ["table-makers-main-20"], "TP-1": ["table-makers-main-10"]}
    assert any("no routings" in assumption for assumption in world.assumptions)


def test_a_routing_comes_from_the_line_of_its_item(world):
    assert world.routings.origins == [("product.csv:2",), ("product.csv:3",)]


def test_stores_are_no_work_centres(world):
    assert [row["name"] for row in world.work_centres.rows] == ["Saw", "Bench"]
    assert world.work_centres.rows[0]["minutes_per_day"] == 80 * 60 / 5


def test_stock_of_a_bin_is_a_lot_and_an_empty_bin_is_none(world):
    lots = {row["lot"]: row["quantity"]["value"] for row in world.opening_stock.rows}
    assert lots == {"TB-1-20-A-1": "5", "TP-1-10-B-2": "3", "LG-1-1-NA-0": "50"}


def test_prices_stay_exact_for_who_rounds_them_and_others_are_rounded_and_said(world):
    assert world.supplier_items.rows[0]["price"] == {"amount": "1.9876", "currency": "USD"}
    table = next(row for row in world.items.rows if row["item"] == "TB-1")
    assert table["list_price"] == {"minor": 10000, "currency": "USD"}
    assert any("rounded half to even" in assumption for assumption in world.assumptions)


def test_what_was_not_received_has_no_day_of_receipt(world):
    received = {row["reference"]: row["received_on"] is not None for row in world.purchase_history.rows}
    assert received == {"1/1": True, "2/2": False}


def test_the_customer_wants_more_than_is_in_stock_of_what_sells(world):
    assert [(line.item, int(line.quantity)) for line in world.order] == [("TB-1", 8)]
    assert world.customer == "customer-lee"


@pytest.mark.parametrize(
    ("file", "line", "field"),
    [
        ("product", "5,Chair,CH-1,1,1,x,1.00,1.00,1,1", "safety_stock_level"),
        ("product", "5,Chair,TB-1,1,1,1,1.00,1.00,1,1", "product_number"),
        ("product", "5,Chair,CH-1,1,1,1,-1.00,1.00,1,1", "standard_cost"),
        ("bill_of_materials", "1,99,2020-01-01,,EA,1.00", "component_id"),
        ("bill_of_materials", "1,4,someday,,KG,1.00", "start_date"),
        ("product_vendor", "3,99,10,1.00,20,EA", "business_entity_id"),
        ("product_inventory", "3,1,A,9,-4", "quantity"),
        ("purchase_order_detail", "9,3,2021-01-10,1,3,1.00,1.00,.00", "purchase_order_id"),
        ("sales", "2019-06-02,S4,1,NO-1,Kim,1,1.00", "product_number"),
        ("location", "30,Kiln,,40.00", "cost_rate"),
    ],
)
def test_a_bad_line_is_named_with_its_file_and_line_and_spoils_no_other(tmp_path, file, line, field):
    good = adventure_works(write(tmp_path / "good")).on(TODAY)
    bad = adventure_works(write(tmp_path / "bad", **{file: with_line(file, line)})).on(TODAY)
    assert [(fault.origin.partition(":")[0], fault.field) for fault in bad.faults] == [(f"{file}.csv", field)]
    number = int(bad.faults[0].origin.partition(":")[2])
    assert (tmp_path / "bad" / f"{file}.csv").read_text().splitlines()[number - 1] == line
    assert len(bad.items) == len(good.items)
    assert len(bad.boms) == len(good.boms)
    assert len(bad.sales_history) == len(good.sales_history)


def test_a_company_that_contains_itself_is_still_a_world_for_the_service_to_refuse(tmp_path):
    looped = with_line("bill_of_materials", "2,1,2020-01-01,,EA,1.00")
    world = adventure_works(write(tmp_path / "loop", bill_of_materials=looped)).on(TODAY)
    assert {line["component"] for bom in world.boms.rows for line in bom["lines"] if bom["item"] == "TP-1"} == {
        "GL-1",
        "TB-1",
    }


def test_a_folder_without_the_files_is_told_apart_from_an_empty_company(tmp_path):
    with pytest.raises(FilesMissing, match="is missing"):
        adventure_works(tmp_path).on(TODAY)
    with pytest.raises(FilesMissing, match="not a folder"):
        adventure_works(tmp_path / "nowhere").on(TODAY)
