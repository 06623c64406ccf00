"""MRP-2, MRP-10: what happens when there is not enough for all: nothing lies idle while somebody waits for it."""

from dataclasses import replace
from decimal import Decimal

from headrace_planning.engine.plan import plan
from headrace_planning.model.demand import DemandKind
from headrace_planning.model.proposals import ExceptionKind
from headrace_planning.model.supply import Allocation

from .planning_facts import (
    WEEKDAYS,
    bought,
    day,
    ea,
    facts,
    forecast,
    line,
    made,
    order,
    pegs,
    purchase,
    rows,
    stock,
    work_order,
)


def planned(*items, **more):
    return plan(facts(*items, calendar=WEEKDAYS, **more))


def days(made_plan):
    return {a.demand.reference: (a.earliest - day(0)).days for a in made_plan.answers}


def test_what_one_order_can_not_use_yet_is_offered_to_the_next():
    found = planned(bought("A", 11), demands=[order("A", 35, 1, "D1"), order("A", 10, 1, "D2")], stock=[stock("A", 10)])
    assert days(found) == {"D1": 15, "D2": 1}
    assert rows(found) == [("A", 35, 0, 15)]


def test_and_so_are_components():
    found = planned(
        made("A", 1), bought("B", 11), bom=[line("A", "B")], stock=[stock("B", 10)],
        demands=[order("A", 35, 2, "D1"), order("A", 10, 2, "D2")],
    )  # fmt: skip
    assert days(found) == {"D1": 16, "D2": 2}
    assert rows(found) == [("A", 10, 1, 2), ("A", 35, 15, 16), ("B", 35, 0, 15)]


def test_safety_stock_serves_an_order_and_is_refilled_after():
    found = planned(
        made("A", 1, safety_stock=Decimal(10)), bought("B", 8), bom=[line("A", "B")],
        demands=[order("A", 10, 7)], stock=[stock("A", 10)],
    )  # fmt: skip
    assert days(found) == {"SO1": 7}
    assert rows(found) == [("A", 10, 10, 11), ("B", 10, 0, 10)]
    assert pegs(found.planned_orders[0]) == [("safety_stock", "", 10)]


def test_an_open_order_that_comes_late_holds_nobody_when_a_new_one_would_be_in_time():
    asked = {"demands": [order("A", 6, 11)], "open_supply": [purchase("A", 1, 15)]}
    pulled = planned(bought("A", 7), **asked)
    assert (days(pulled), rows(pulled)) == ({"SO1": 11}, [("A", 5, 2, 11)])
    assert [(e.kind, e.reference, e.wanted) for e in pulled.exceptions] == [(ExceptionKind.EXPEDITE, "PO1", day(11))]
    assert [s.expected for s in pulled.supply_pegs] == [day(11)]
    left = planned(bought("A", 7), reschedule_days=3, **asked)
    assert (days(left), rows(left)) == ({"SO1": 11}, [("A", 6, 2, 11)])
    assert [e.kind for e in left.exceptions] == [ExceptionKind.CANCEL]


def test_work_is_pulled_forward_only_where_new_work_would_have_its_material():
    asked = {"bom": [line("A", "B")], "demands": [order("A", 6, 7)], "open_supply": [work_order("A", 6, 10)]}
    items = made("A", 2), bought("B", 20)
    pulled = planned(*items, stock=[stock("B", 6)], **asked)
    assert (days(pulled), rows(pulled)) == ({"SO1": 7}, [])
    waiting = planned(*items, stock=[stock("B", 5)], **asked)
    assert (days(waiting), rows(waiting)) == ({"SO1": 10}, [])
    assert ExceptionKind.EXPEDITE in {e.kind for e in waiting.exceptions}


def test_the_order_with_priority_is_served_then_whoever_was_told_a_day_then_the_earlier():
    first, second = order("A", 10, 4, "D1"), order("A", 10, 4, "D2")
    served = {"stock": [stock("A", 10)]}
    assert days(planned(bought("A", 9), demands=[first, second], **served)) == {"D1": 4, "D2": 11}
    preferred = [first, replace(second, priority=1)]
    assert days(planned(bought("A", 9), demands=preferred, **served)) == {"D1": 11, "D2": 4}
    told = [first, replace(second, promised=day(4))]
    assert days(planned(bought("A", 9), demands=told, **served)) == {"D1": 11, "D2": 4}
    earlier = [first, replace(second, due=day(3))]
    assert days(planned(bought("A", 9), demands=earlier, **served)) == {"D1": 11, "D2": 3}


def test_priority_holds_for_what_two_products_share():
    items = made("A"), made("B"), bought("C", 9)
    bom = [line("A", "C"), line("B", "C")]
    asked = [order("A", 5, 4, "D1"), replace(order("B", 5, 4, "D2"), priority=3)]
    assert days(planned(*items, bom=bom, demands=asked, stock=[stock("C", 9)])) == {"D1": 14, "D2": 4}


def test_an_order_is_planned_for_the_day_that_was_promised_and_late_by_the_day_that_was_asked_for():
    told = replace(order("A", 10, 4), promised=day(9))
    found = planned(bought("A", 2), demands=[told])
    assert days(found) == {"SO1": 9}
    assert [a.late_days for a in found.answers] == [5]
    (late,) = found.exceptions
    assert str(late.message) == "is planned for 2026-12-02, as promised; it was wanted on 2026-11-27"


def test_safety_stock_is_built_up_though_nobody_asks_for_the_item():
    item = bought("A", 3, safety_stock=Decimal(20))
    assert rows(planned(item)) == [("A", 20, 0, 3)]
    assert rows(planned(item, stock=[stock("A", 1)])) == [("A", 19, 0, 3)]


def test_an_order_that_can_be_in_time_with_the_material_at_hand_has_its_own_lot():
    asked = {"bom": [line("A", "B")], "stock": [stock("B", 10)]}
    same_day = planned(
        made("A", 4), bought("B", 8), demands=[order("A", 10, 11, "D1"), order("A", 10, 11, "D2")], **asked
    )
    assert days(same_day) == {"D1": 11, "D2": 16}
    assert rows(same_day) == [("A", 10, 7, 11), ("A", 10, 10, 16), ("B", 10, 0, 10)]
    day_apart = planned(
        made("A", 4), bought("B", 8), demands=[order("A", 10, 11, "D1"), order("A", 10, 14, "D2")], **asked
    )
    assert days(day_apart) == {"D1": 11, "D2": 16}


def test_days_of_supply_gather_nothing_that_would_hold_an_order():
    items = made("A", 1, days_of_supply=5), bought("B", 9)
    asked = {"bom": [line("A", "B")], "stock": [stock("B", 10)]}
    found = planned(*items, demands=[order("A", 10, 10, "D1"), order("A", 10, 11, "D2")], **asked)
    assert days(found) == {"D1": 10, "D2": 14}
    enough = planned(*items, demands=[order("A", 4, 10, "D1"), order("A", 6, 11, "D2")], **asked)
    assert rows(enough) == [("A", 10, 9, 10)]


def test_a_forecast_takes_nothing_from_an_order():
    asked = [forecast("A", 10, 1), replace(order("A", 10, 8), item="B")]
    found = planned(
        made("A", 1), made("B", 1), bought("C", 20), bom=[line("A", "C"), line("B", "C")],
        demands=asked, stock=[stock("C", 10)],
    )  # fmt: skip
    assert days(found) == {"SO1": 8, "F1": 29}
    assert [a.demand.kind for a in found.answers if a.late_days] == [DemandKind.FORECAST]


def test_released_work_has_its_material_before_any_order():
    found = planned(
        made("BIKE"), bought("NUT", 9), bom=[line("BIKE", "NUT")],
        demands=[order("NUT", 5, 2)], stock=[stock("NUT", 5)],
        open_supply=[work_order("BIKE", 4, 8)], allocations=[Allocation("WO1", "NUT", "P1", ea(4), day(7))],
    )  # fmt: skip
    assert days(found) == {"SO1": 11}


def test_work_that_waits_for_its_material_is_expected_later_and_holds_nobody_who_has_other_means():
    more = {
        "bom": [line("BIKE", "NUT")], "open_supply": [work_order("BIKE", 4, 8)],
        "allocations": [Allocation("WO1", "NUT", "P1", ea(4), day(4))],
    }  # fmt: skip
    found = planned(made("BIKE"), bought("NUT", 9), demands=[order("BIKE", 4, 8)], **more)
    assert days(found) == {"SO1": 14}
    assert [s.expected for s in found.supply_pegs] == [day(15)]
