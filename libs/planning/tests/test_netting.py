"""MRP-2: multi-level netting, lots, lead times, calendars, scrap, yield, effectivity."""

from datetime import date
from decimal import Decimal

from headrace_planning.engine.plan import plan
from headrace_planning.model.items import PlantCalendar
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
    purchase,
    rows,
    stock,
    work_order,
)


def test_components_are_netted_over_all_parents_that_share_them():
    made_plan = plan(
        facts(
            made("BIKE"), made("CART"), bought("WHEEL", 3),
            bom=[line("BIKE", "WHEEL", 2), line("CART", "WHEEL", 4)],
            demands=[order("BIKE", 5, 10), order("CART", 2, 12, "SO2")],
            stock=[stock("WHEEL", 7)],
        )
    )  # fmt: skip
    assert rows(made_plan) == [
        ("BIKE", 5, 9, 10),
        ("CART", 2, 11, 12),
        ("WHEEL", 3, 6, 9),
        ("WHEEL", 8, 8, 11),
    ]


def test_stock_and_open_supply_come_before_new_orders():
    made_plan = plan(
        facts(
            bought("NUT", 5),
            demands=[order("NUT", 10, 9)],
            stock=[stock("NUT", 3)],
            open_supply=[purchase("NUT", 4, 8)],
        )
    )
    assert rows(made_plan) == [("NUT", 3, 4, 9)]


def test_lots_have_a_minimum_and_a_multiple():
    item = bought("NUT", 1, lot_minimum=Decimal(30), lot_multiple=Decimal(25))
    made_plan = plan(facts(item, demands=[order("NUT", 1, 5), order("NUT", 49, 8, "SO2"), order("NUT", 1, 9, "SO3")]))
    assert rows(made_plan) == [("NUT", 50, 4, 5), ("NUT", 50, 8, 9)]


def test_days_of_supply_gather_the_shortages_of_the_days_that_follow():
    item = bought("NUT", 1, days_of_supply=7)
    demands = [order("NUT", 1, 5), order("NUT", 2, 11, "SO2"), order("NUT", 4, 12, "SO3")]
    assert rows(plan(facts(item, demands=demands))) == [("NUT", 3, 4, 5), ("NUT", 4, 11, 12)]


def test_scrap_and_yield_enlarge_what_is_ordered_and_issued():
    made_plan = plan(
        facts(
            made("BIKE", yield_share=Decimal("0.8")), bought("NUT"),
            bom=[line("BIKE", "NUT", 3, scrap_share=Decimal("0.1"))], demands=[order("BIKE", 9, 10)],
        )
    )  # fmt: skip
    # 9 good need 12 started (9.6 of them good); 36 nuts issued need 40 ordered
    assert rows(made_plan) == [("BIKE", 12, 9, 10), ("NUT", 40, 8, 9)]
    assert made_plan.planned_orders[0].good == ea(9)


def test_lead_times_run_on_the_working_days_of_the_plant():
    made_plan = plan(facts(made("BIKE", 3), calendar=WEEKDAYS, demands=[order("BIKE", 1, 13)]))
    # due Sunday 6 December: arrives Friday 4, released Tuesday 1
    assert rows(made_plan) == [("BIKE", 1, 8, 11)]


def test_the_bom_line_valid_on_the_release_day_is_used():
    made_plan = plan(
        facts(
            made("BIKE", 2), bought("OLD"), bought("NEW"),
            bom=[line("BIKE", "OLD", 1, valid_to=day(9)), line("BIKE", "NEW", 1, valid_from=day(10))],
            demands=[order("BIKE", 1, 11), order("BIKE", 1, 12, "SO2")],
        )
    )  # fmt: skip
    assert rows(made_plan)[2:] == [("NEW", 1, 9, 10), ("OLD", 1, 8, 9)]


def test_safety_stock_is_rebuilt_as_soon_as_a_new_order_can_come_and_serves_orders_before_that():
    made_plan = plan(
        facts(bought("NUT", 6, safety_stock=Decimal(10)), demands=[order("NUT", 8, 3)], stock=[stock("NUT", 10)])
    )
    assert rows(made_plan) == [("NUT", 8, 0, 6)]
    assert [a.late_days for a in made_plan.answers] == [0]


def test_a_firm_work_order_still_takes_its_material():
    made_plan = plan(
        facts(
            made("BIKE"), bought("NUT"), bom=[line("BIKE", "NUT")],
            demands=[order("NUT", 5, 9)], stock=[stock("NUT", 5)],
            open_supply=[work_order("BIKE", 4, 8)],
            allocations=[Allocation("WO1", "NUT", "P1", ea(4), day(6))],
        )
    )  # fmt: skip
    assert rows(made_plan) == [("NUT", 4, 8, 9)]


def test_an_order_due_too_early_is_planned_for_the_earliest_date_and_keeps_its_true_release():
    made_plan = plan(
        facts(
            made("BIKE", 2), bought("FORK", 10), bought("NUT", 1),
            bom=[line("BIKE", "FORK"), line("BIKE", "NUT")], demands=[order("BIKE", 1, 5)],
        )
    )  # fmt: skip
    assert rows(made_plan) == [("BIKE", 1, 10, 12), ("FORK", 1, 0, 10), ("NUT", 1, 9, 10)]
    late, past_due = made_plan.exceptions
    assert (late.kind, late.stands, late.wanted) == (ExceptionKind.LATE_DEMAND, day(5), day(12))
    assert made_plan.answers[0].critical_path == ("BIKE", "FORK")
    assert (past_due.kind, past_due.item, past_due.stands) == (ExceptionKind.PAST_DUE, "FORK", day(0))
    assert past_due.wanted == day(-7)


def test_an_order_due_in_the_past_is_met_today_from_stock():
    made_plan = plan(facts(bought("NUT"), demands=[order("NUT", 1, -3)], stock=[stock("NUT", 1)]))
    assert [(a.earliest, a.late_days, a.critical_path) for a in made_plan.answers] == [(day(0), 3, ("NUT",))]
    assert rows(made_plan) == []


def test_firm_orders_are_expedited_deferred_or_cancelled():
    made_plan = plan(
        facts(
            bought("A", 9), bought("B", 9), bought("C", 9), bought("D", 2),
            demands=[order("A", 1, 10), order("B", 1, 40), order("D", 1, 10)],
            open_supply=[
                purchase("A", 1, 15, "PA"), purchase("B", 1, 5, "PB"), purchase("C", 1, 5, "PC"),
                purchase("D", 1, 30, "PD"), purchase("D", 1, -4, "PE"),
            ],
        )
    )  # fmt: skip
    found = [(e.reference, e.kind.value, e.wanted) for e in made_plan.exceptions]
    assert found == [
        ("PA", "expedite", day(10)),
        ("PB", "defer", day(40)),
        ("PC", "cancel", None),
        ("PE", "past_due", day(0)),
        ("PE", "defer", day(10)),
        ("PD", "cancel", None),
    ]


def test_forecast_is_planned_beside_orders_and_each_serves_its_own_day():
    made_plan = plan(facts(bought("NUT"), demands=[order("NUT", 4, 7), forecast("NUT", 10, 5)]))
    assert rows(made_plan) == [("NUT", 4, 6, 7), ("NUT", 6, 4, 5)]


def test_a_plan_starting_on_a_holiday_releases_on_the_first_working_day():
    closed = PlantCalendar("P1", holidays=frozenset({day(0)}))
    assert rows(plan(facts(bought("NUT", 2), calendar=closed, demands=[order("NUT", 1, 1)]))) == [("NUT", 1, 1, 3)]
    assert day(0) == date(2026, 11, 23)
