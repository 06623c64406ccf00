"""MRP-2: one fact that can't be planned sets its item aside, with words that say what to mend; others are planned."""

from dataclasses import replace
from decimal import Decimal

import pytest

from headrace_contracts.values import Quantity
from headrace_planning.engine.plan import plan
from headrace_planning.model import refusal
from headrace_planning.model.demand import Demand, DemandKind
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import Policy
from headrace_planning.model.proposals import NotPlanned, WhyNotPlanned
from headrace_planning.model.supply import Allocation, StockOnHand

from .planning_facts import (
    START,
    bought,
    day,
    ea,
    facts,
    forecast,
    line,
    made,
    order,
    purchase,
    rows,
    stock,
    work_order,
)

OTHER = bought("OTHER", 2), order("OTHER", 5, 9, "SO9")


def set_aside(*items, **more):
    """What is set aside of these facts, as (item, why), and the words of the first; another item is always planned."""
    item, asked = OTHER
    more["demands"] = [*more.get("demands", ()), asked]
    found = plan(facts(*items, item, **more))
    assert ("OTHER", 5, 7, 9) in rows(found)
    assert not {o.item for o in found.planned_orders} & {one.item for one in found.not_planned}
    return {one.item: one.why.value for one in found.not_planned}, [str(one.message) for one in found.not_planned]


def kilos(quantity):
    return Quantity(Decimal(quantity), "KG")


def test_all_items_of_a_circle_in_the_bill_and_what_is_made_of_them():
    bom = [line("A", "B"), line("B", "C"), line("C", "B"), line("C", "D"), line("E", "D")]
    items = made("A"), made("B"), made("C"), bought("D"), made("E")
    found, words = set_aside(*items, bom=bom, demands=[order(name, 1, 5, f"SO{name}") for name in "ABCDE"])
    assert found == {"A": "needs_another", "B": "bom_cycle", "C": "bom_cycle"}
    assert words[1] == words[2] == "the bill of material goes in a circle: B → C → B; take one of these lines out"
    assert words[0] == f"it can't be made without B, which is not planned: {words[1]}"


def test_several_circles_are_found_at_once_each_with_its_own_path():
    bom = [line("A", "A"), line("B", "C"), line("C", "B"), line("C", "D"), line("D", "E"), line("E", "D")]
    found, words = set_aside(*(made(name) for name in "ABCDE"), bom=bom)
    assert (found["A"], found["D"], found["E"]) == ("bom_cycle",) * 3
    assert found.keys() == set("ABCDE")
    assert "A → A" in words[0]


def test_what_is_counted_in_another_unit():
    foreign = Demand(DemandKind.CUSTOMER_ORDER, "SO1", "1", "A", "P1", kilos(1), day(3))
    found, words = set_aside(made("A"), demands=[foreign])
    assert found == {"A": "unknown_unit"}
    assert "SO1/1 of A in P1 is given in 'KG', but A in P1 is counted in EA" in words[0]
    assert set_aside(made("A"), stock=[StockOnHand("A", "P1", kilos(1))])[0] == {"A": "unknown_unit"}


def test_what_is_not_defined_where_it_is_asked_for_held_or_used():
    found, words = set_aside(made("A"), made("C"), bom=[line("A", "B"), line("C", "OTHER")])
    assert found == {"A": "needs_another", "B": "unknown_item"}
    assert words[1] == "BOM line A → B: B is not planned in P1; add the item there or mend the code"
    assert set_aside(made("A"), demands=[order("B", 1, 3)])[0] == {"B": "unknown_item"}
    assert set_aside(made("A"), open_supply=[purchase("B", 1, 3)])[0] == {"B": "unknown_item"}


def test_a_line_that_is_over_harms_nobody():
    assert set_aside(made("A"), bom=[line("A", "B", valid_to=day(-1))], demands=[order("A", 1, 5)])[0] == {}


def test_an_item_given_twice_or_in_a_plant_without_calendar():
    assert set_aside(made("A"), bought("A"))[0] == {"A": "wrong_fact"}
    found, words = set_aside(replace(made("A"), plant="P2"))
    assert (found, words) == ({"A": "unknown_plant"}, ["plant P2 has no calendar; say on which days it works"])


def test_what_is_set_aside_in_one_plant_is_planned_in_another():
    two = facts(made("A"), replace(made("A"), plant="P2"), replace(bought("B"), plant="P2"), bom=[line("A", "B")])
    demands = (order("A", 1, 9), replace(order("A", 1, 9), plant="P2"))
    found = plan(replace(two, demands=demands, calendars=(*two.calendars, replace(two.calendars[0], plant="P2"))))
    assert [(one.item, one.plant) for one in found.not_planned] == [("A", "P1"), ("B", "P1")]
    assert sorted((o.item, o.plant) for o in found.planned_orders) == [("A", "P2"), ("B", "P2")]


def test_material_of_a_work_order_that_is_not_there():
    found, words = set_aside(made("A"), allocations=[Allocation("WO9", "A", "P1", ea(1), day(1))])
    assert found == {"A": "wrong_fact"}
    assert "WO9: no such open work order" in words[0]


def test_the_material_of_work_whose_item_is_set_aside_is_not_given_to_others():
    found = plan(
        facts(
            made("A"), bought("B", 3), bom=[line("A", "B"), line("A", "X")],
            demands=[order("B", 4, 9)], stock=[stock("B", 4)],
            open_supply=[work_order("A", 4, 5)], allocations=[Allocation("WO1", "B", "P1", ea(4), day(2))],
        )
    )  # fmt: skip
    assert [one.item for one in found.not_planned] == ["A", "X"]
    assert rows(found) == [("B", 4, 6, 9)]


def test_work_whose_material_is_set_aside_is_not_counted_on():
    twice = [made("A"), bought("B"), bought("B")]
    waiting = [Allocation("WO1", "B", "P1", ea(4), day(2))]
    found, _ = set_aside(*twice, open_supply=[work_order("A", 4, 5)], allocations=waiting, demands=[order("A", 4, 9)])
    assert found == {"A": "needs_another", "B": "wrong_fact"}


def test_what_is_made_to_stock_is_not_reserved():
    reserved = stock("A", 1, reserved_for=order("A", 1, 1).order_line)
    assert set_aside(made("A"), stock=[reserved])[0] == {"A": "wrong_fact"}
    assert set_aside(made("A", policy=Policy.MAKE_TO_ORDER), stock=[reserved])[0] == {}


def test_what_was_set_aside_before_is_not_told_again_but_what_is_made_of_it_is():
    before = NotPlanned("B", "P1", WhyNotPlanned.UNKNOWN_UNIT, "its unit is unknown")
    found, words = set_aside(made("A"), bom=[line("A", "B")], not_planned=[before])
    assert found == {"A": "needs_another"}
    assert words == ["it can't be made without B, which is not planned: its unit is unknown"]


def test_facts_that_are_wrong_by_themselves_are_refused_where_they_are_made():
    for wrong in (lambda: order("A", -1, 3), lambda: stock("A", -1), lambda: purchase("A", 0, 3)):
        with pytest.raises(refusal.WrongQuantity):
            wrong()
    with pytest.raises(refusal.WrongQuantity, match="quantity_per"):
        line("A", "B", 0)
    with pytest.raises(refusal.WrongQuantity, match="scrap_share"):
        line("A", "B", 1, scrap_share=Decimal(1))
    with pytest.raises(refusal.WrongQuantity, match="lead_time_days"):
        made("A", -1)
    with pytest.raises(refusal.WrongFact, match="no safety stock"):
        made("A", policy=Policy.MAKE_TO_ORDER, safety_stock=Decimal(1))


def test_a_need_finer_than_the_unit_is_rounded_up():
    assert rows(plan(facts(bought("A", 2, safety_stock=Decimal("2.5"))))) == [("A", 3, 0, 2)]
    halves = bought("A", 2, lot_multiple=Decimal("0.5"), lot_minimum=Decimal("1.5"))
    assert rows(plan(facts(halves, demands=[order("A", 1, 9)]))) == [("A", 2, 7, 9)]
    assert rows(plan(facts(bought("A", 2), demands=[order("A", "1.5", 9), forecast("A", "0.2", 9)]))) == [
        ("A", 2, 7, 9)
    ]


def test_a_supply_finer_than_the_unit_is_rounded_down():
    found = plan(facts(bought("A", 2), demands=[order("A", 4, 9)], stock=[stock("A", "1.5")], open_supply=[
        purchase("A", "1.9", 5), purchase("A", "0.9", 5, "PO2"),
    ]))  # fmt: skip
    assert rows(found) == [("A", 2, 7, 9)]


@pytest.mark.parametrize(
    ("per", "parents", "needed"),
    [
        ("0.333333333333333", 10_000, 3_334),
        ("0.333333333333333", 3, 1),
        ("0.333333333333333333333333333333", 3, 1),
        ("0.333333333333333333333333333333", 10**15, 333_333_333_333_334),
        ("12345.678901234567890123456789", 10**9, 12_345_678_901_235),
        ("0.000000000000000000000000000001", 10**9, 1),
        ("1E-999999", 1, 1),
    ],
)
def test_a_bill_may_have_any_number_of_digits(per, parents, needed):
    found = plan(facts(made("A"), bought("B"), bom=[line("A", "B", per)], demands=[order("A", parents, 9)]))
    assert rows(found) == [("A", parents, 8, 9), ("B", needed, 7, 8)]


def test_what_outgrows_exact_counting_is_named_and_nothing_else_suffers():
    found, words = set_aside(bought("A"), demands=[order("A", 10**19, 9)])
    assert found == {"A": "quantity_too_large"}
    assert "10000000000000000000 EA is more than can be planned exactly" in words[0]
    assert set_aside(bought("A", safety_stock=Decimal("1E+999999")))[0] == {"A": "quantity_too_large"}
    assert set_aside(made("A"), bought("B"), bom=[line("A", "B", "1E+30")])[0] == {"A": "quantity_too_large"}
    twice = [stock("A", 2 * 10**18), replace(stock("A", 10**18), reserved_for=None)]
    assert set_aside(bought("A"), stock=twice)[0] == {"A": "quantity_too_large"}
    many = [order("A", 10**18, 9, f"SO{n}") for n in range(4)]
    assert set_aside(bought("A"), demands=many)[0] == {"A": "quantity_too_large"}


def test_who_asks_for_too_much_of_a_shared_part_is_named_not_all_who_use_it():
    bom = [line("A", "B", "1e12"), line("B", "C", "1e12"), line("D", "C", 2)]
    items = made("A"), made("B"), bought("C"), made("D")
    found, words = set_aside(*items, bom=bom, demands=[order("A", 9, 9), order("D", 3, 9, "SO2")])
    assert found == {"A": "quantity_too_large"}
    assert words == ["what is asked of A in P1 takes more of C in P1 than can be counted exactly; mend it or the bills"]


def test_a_lead_time_beyond_all_measure_and_a_yield_of_next_to_nothing():
    assert set_aside(bought("A", 10**30))[0] == {"A": "wrong_quantity"}
    assert set_aside(bought("A", yield_share=Decimal("1e-30")))[0] == {"A": "wrong_quantity"}


def test_a_plan_of_nothing_but_wrong_facts_is_empty():
    found = plan(PlanningInputs(START, (made("A"),)))
    assert (found.planned_orders, [one.why for one in found.not_planned]) == ((), [WhyNotPlanned.UNKNOWN_PLANT])
