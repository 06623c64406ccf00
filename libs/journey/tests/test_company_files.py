"""PDM-10: any company's files of that shape become a world; a bad line is named and spoils no other."""

from datetime import date, timedelta

import pytest

from headrace_journey import FilesUnusable, adventure_works
from headrace_journey.worlds.lead import days_to_buy

from .tiny import FILES, with_line, write

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
    assert world.routings.origins == [(("product.csv", 2),), (("product.csv", 3),)]


def test_stores_are_no_work_centres(world):
    assert [row["name"] for row in world.work_centres.rows] == ["Saw", "Bench"]
    assert world.work_centres.rows[0]["minutes_per_day"] == 80 * 60 / 5


def test_stock_of_a_bin_is_a_lot_and_an_empty_bin_is_none(world):
    lots = {row["lot"]: row["quantity"]["value"] for row in world.opening_stock.rows}
    assert lots == {"TB-1-20-A-1": "5", "TP-1-10-B-2": "3", "LG-1-1-NA-0": "50"}


def test_prices_stay_exact(world):
    assert world.supplier_items.rows[0]["price"] == {"amount": "1.9876", "currency": "USD"}
    table = next(row for row in world.items.rows if row["item"] == "TB-1")
    assert table["list_price"] == {"amount": "99.995", "currency": "USD"}
    assert world.sales_history.rows[0]["price"] == {"amount": "99.995", "currency": "USD"}
    assert not any("rounded" in assumption for assumption in world.assumptions)


def test_rates_of_work_centres_are_whole_cents_and_that_is_said(tmp_path):
    text = FILES["location"].replace("20.0000", "20.1250")
    world = adventure_works(write(tmp_path / "Table Makers", location=text)).on(TODAY)
    assert world.work_centres.rows[0]["cost_per_hour"] == {"minor": 2012, "currency": "USD"}
    assert any("rounded half to even" in assumption for assumption in world.assumptions)


def test_what_was_not_received_has_no_day_of_receipt(world):
    received = {row["reference"]: row["received_on"] is not None for row in world.purchase_history.rows}
    assert received == {"1/1": True, "2/2": False}


def test_the_customer_wants_more_than_is_in_stock_of_what_sells(world):
    assert [(line.item, int(line.quantity)) for line in world.order] == [("TB-1", 8)]
    assert world.customer == "customer-lee"


def test_a_company_that_contains_itself_is_still_a_world_for_the_service_to_refuse(tmp_path):
    looped = with_line("bill_of_materials", "2,1,2020-01-01,,EA,1.00")
    world = adventure_works(write(tmp_path / "loop", bill_of_materials=looped)).on(TODAY)
    assert {line["component"] for bom in world.boms.rows for line in bom["lines"] if bom["item"] == "TP-1"} == {
        "GL-1",
        "TB-1",
    }


def test_a_bill_of_material_without_end_may_say_so_by_the_last_day_of_calendars(tmp_path):
    text = FILES["bill_of_materials"].replace("2020-06-01,,", "2020-06-01,9999-12-31,")
    world = adventure_works(write(tmp_path / "Table Makers", bill_of_materials=text)).on(TODAY)
    assert world.faults == []
    assert {line["valid_to"] for bom in world.boms.rows for line in bom["lines"] if line["quantity_per"] == "4"} == {
        None
    }


def test_a_version_of_a_bill_planned_for_later_moves_no_other_line(tmp_path):
    good = adventure_works(write(tmp_path / "good")).on(TODAY)
    later = with_line("bill_of_materials", "2,3,2035-01-01,,EA,1.00")
    world = adventure_works(write(tmp_path / "later", bill_of_materials=later)).on(TODAY)
    assert world.faults == []
    assert all(
        line in world.boms.rows[number]["lines"] for number, bom in enumerate(good.boms.rows) for line in bom["lines"]
    )
    assert "lines of bill_of_materials.csv begin only after the first day" in world.assumptions


VENDORS = "business_entity_id,name,credit_rating,active_flag\n7,Legs & Co,1,1\n8,Glueworks,2,1\n9,Old legs,1,0\n"


def test_a_vendor_that_is_not_active_offers_nothing_and_keeps_its_past(tmp_path):
    terms = with_line("product_vendor", "3,9,90,0.50,20,EA")
    orders = with_line("purchase_order_header", "3,9,2021-01-01,2021-01-08")
    files = {"vendor": VENDORS, "product_vendor": terms, "purchase_order_header": orders}
    world = adventure_works(write(tmp_path / "Table Makers", **files)).on(TODAY)
    assert world.faults == []
    assert [row["supplier"] for row in world.supplier_items.rows if row["blocked"]] == ["vendor-9"]
    assert [row["supplier"] for row in world.suppliers.rows] == ["vendor-7", "vendor-8", "vendor-9"]
    assert "terms of vendors whose active_flag is 0 are blocked: nothing is bought on them" in world.assumptions
    legs = next(row for row in world.items.rows if row["item"] == "LG-1")
    assert legs["lead_time_days"] == days_to_buy(10)


@pytest.mark.parametrize("written", ["10", "10.0", "1E+01", "+10", "010"])
def test_a_lead_time_is_the_same_however_it_is_written(tmp_path, written):
    terms = FILES["product_vendor"].replace("3,7,10,", f"3,7,{written},")
    world = adventure_works(write(tmp_path / "Table Makers", product_vendor=terms)).on(TODAY)
    assert world.supplier_items.rows[0]["lead_time_days"] == 10
    assert next(row for row in world.items.rows if row["item"] == "LG-1")["lead_time_days"] == days_to_buy(10)


def test_what_nobody_reads_is_said(tmp_path):
    folder = write(
        tmp_path / "Table Makers",
        vendor=FILES["vendor"].replace("rating", "rating,phone", 1).replace(",1\n", ",1,5\n").replace(",2\n", ",2,6\n"),
    )
    (folder / "returns.csv").write_text("return_date,product_number,quantity\n2019-06-02,TB-1,1\n")
    (folder / "shift.csv").write_text("shift_id,name\n1,Day\n")
    (folder / "ship_method.csv").write_text("ship_method_id,name\n")
    assert adventure_works(folder).on(TODAY).assumptions[-5:] == [
        "returns.csv is not read: what came back is not taken off what was sold",
        "files that are not read: shift.csv",
        "columns of vendor.csv that are not read: phone",
        "columns of ship_method.csv that are not read: ship_method_id",
        "ship_method.csv has no rows",
    ]


def test_stock_of_which_there_is_a_part_of_one_is_not_less_than_it_is(tmp_path):
    stock = with_line("product_inventory", "1,20,A,2,0.9")
    world = adventure_works(write(tmp_path / "Table Makers", product_inventory=stock)).on(TODAY)
    assert [int(line.quantity) for line in world.order] == [9]


def test_a_folder_without_the_files_is_told_apart_from_an_empty_company(tmp_path):
    with pytest.raises(FilesUnusable, match="is missing"):
        adventure_works(tmp_path).on(TODAY)
    with pytest.raises(FilesUnusable, match="not a folder"):
        adventure_works(tmp_path / "nowhere").on(TODAY)
