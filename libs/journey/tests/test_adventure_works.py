"""PDM-10: the real company, where its files are."""

from datetime import date

import pytest

from headrace_journey import adventure_works
from headrace_testkit.needs import ADVENTURE_WORKS, needs_adventure_works

TODAY = date(2026, 11, 21)

pytestmark = [pytest.mark.data, needs_adventure_works]


def test_all_of_it_is_read():
    world = adventure_works(ADVENTURE_WORKS).on(TODAY)
    assert world.faults == []
    assert len(world.items) == 504
    assert len(world.supplier_items) == 460
    assert sum(row["blocked"] for row in world.supplier_items.rows) == 17
    assert len(world.purchase_history) == 8_845
    assert len(world.sales_history) == 56_046
    named = next(a for a in world.assumptions if "without an assembly" in a)
    assert world.bom_lines + int(named.rpartition("(")[2].split()[0]) == 2_679


def test_the_order_is_for_three_different_made_things_of_three_kinds():
    world = adventure_works(ADVENTURE_WORKS).on(TODAY)
    items = {row["item"]: row for row in world.items.rows}
    ordered = [items[line.item] for line in world.order]
    assert len({row["subcategory"] for row in ordered}) == 3
    assert all(row["source"] == "make" and row["tracking"] == "serial" for row in ordered)
