"""PDM-10: a line of a company's files that can't be right is named by file, row and column, and spoils no other."""

from datetime import date

import pytest

from headrace_journey import adventure_works
from headrace_journey.worlds.world import Table

from .tiny import FILES, with_line, write

TODAY = date(2026, 11, 21)


def tables(world):
    return {name: table.rows for name, table in vars(world).items() if isinstance(table, Table)}


@pytest.mark.parametrize(
    ("file", "line", "field"),
    [
        ("product", "5,Chair,CH-1,1,1,x,1.00,1.00,1,1", "safety_stock_level"),
        ("product", "5,Chair,TB-1,1,1,1,1.00,1.00,1,1", "product_number"),
        ("product", "1,Chair,CH-1,1,1,1,1.00,1.00,1,1", "product_id"),
        ("product", "5,Chair,CH-1,x,1,1,1.00,1.00,1,1", "make_flag"),
        ("product", "5,Chair,CH-1,1,1,1,1.00,1.00,1,9", "product_subcategory_id"),
        ("product", "5,Chair,CH-1,1,1,1,1.00,1.00,4000,1", "days_to_manufacture"),
        ("unit_measure", "EA,Each again", "unit_measure_code"),
        ("product_category", "1,Furniture again", "product_category_id"),
        ("product_subcategory", "2,9,Chairs", "product_category_id"),
        ("bill_of_materials", "1,2,2020-01-01,,EA,2.00", "component_id"),
        ("bill_of_materials", "1,1,2020-01-01,,EA,2.00", "component_id"),
        ("bill_of_materials", "2,3,2020-01-01,2019-01-01,EA,2.00", "end_date"),
        ("bill_of_materials", "2,3,2020-01-01,,KG,2.00", "unit_measure_code"),
        ("bill_of_materials", "2,3,2020-01-01,,TON,2.00", "unit_measure_code"),
        ("bill_of_materials", "2,3,2020-01-01,,EA,0", "per_assembly_qty"),
        ("vendor", "7,Legs again,1", "business_entity_id"),
        ("product_vendor", "3,7,10,1.00,20,EA", "business_entity_id"),
        ("product_vendor", "3,8,ten,1.00,20,EA", "average_lead_time"),
        ("product_inventory", "3,99,A,9,4", "location_id"),
        ("product_inventory", "1,20,A,1,7", "bin"),
        ("purchase_order_header", "1,8,2021-01-01,2021-01-08", "purchase_order_id"),
        ("purchase_order_header", "3,8,2031-01-01,2021-01-08", "order_date"),
        ("purchase_order_detail", "1,1,2021-01-10,1,3,1.00,1.00,.00", "purchase_order_detail_id"),
        ("sales", "2019-06-01,S1,1,TB-1,Kim,7,99.995", "order_number"),
        ("sales", "2035-06-02,S4,1,TB-1,Kim,1,1.00", "order_date"),
        ("location", "10,Second saw,20.0000,80.00", "location_id"),
        ("location", "30,Kiln,1.00,169", "availability"),
        ("ship_method", "2,", "name"),
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
    good = adventure_works(write(tmp_path / "good" / "Makers")).on(TODAY)
    bad = adventure_works(write(tmp_path / "bad" / "Makers", **{file: with_line(file, line)})).on(TODAY)
    assert [(fault.origin.file, fault.column) for fault in bad.faults] == [(f"{file}.csv", field)]
    assert (tmp_path / "bad" / "Makers" / f"{file}.csv").read_text().splitlines()[bad.faults[0].origin.row - 1] == line
    assert tables(bad) == tables(good)


def test_all_that_is_wrong_with_a_line_is_named_at_once(tmp_path):
    line = "5,,CH-1,ja,-1,many,1.00,1.00,1,1"
    world = adventure_works(write(tmp_path / "bad", product=with_line("product", line))).on(TODAY)
    assert [fault.column for fault in world.faults] == [
        "name",
        "make_flag",
        "finished_goods_flag",
        "safety_stock_level",
    ]


def test_what_refers_to_a_refused_line_says_which_one(tmp_path):
    bad = with_line("product", "5,Chair,CH-1,x,1,1,1.00,1.00,1,1")
    sold = with_line("sales", "2019-06-02,S4,1,CH-1,Kim,1,1.00")
    world = adventure_works(write(tmp_path / "bad", product=bad, sales=sold)).on(TODAY)
    assert [str(fault) for fault in world.faults] == [
        "product.csv, row 6, make_flag: 'x' is neither yes nor no; write 1 or 0",
        "sales.csv, row 5, product_number: CH-1 is refused itself, on row 6 of product.csv; mend that row",
    ]


def test_one_line_with_another_unit_does_not_decide_for_the_others(tmp_path):
    """The first of the lines that count legs; the unit of all that is done with legs follows from the most."""
    text = FILES["bill_of_materials"].replace("1,3,2020-01-01,2020-05-31,EA", "1,3,2020-01-01,2020-05-31,KG")
    text += "2,3,2020-01-01,,EA,1.00\n"
    world = adventure_works(write(tmp_path / "bad", bill_of_materials=text)).on(TODAY)
    assert {row["item"]: row["unit"] for row in world.items.rows}["LG-1"] == "EA"
    assert [(fault.origin.row, fault.column) for fault in world.faults] == [(4, "unit_measure_code")]
