"""MRP-2, MRP-10: the earliest date of each demand, what it waits for, and the firm orders that could be moved."""

from dataclasses import replace

from hypothesis import given, settings

from headrace_planning.engine.border import facts_of
from headrace_planning.engine.plan import plan
from headrace_planning.engine.solve import solve
from headrace_planning.model.items import PlantCalendar
from headrace_planning.model.proposals import ExceptionKind
from headrace_planning.model.supply import Allocation

from .planning_facts import (
    EVERY_DAY,
    bought,
    day,
    ea,
    facts,
    line,
    made,
    order,
    purchase,
    rows,
    stock,
    work_order,
)
from .random_facts import random_facts


def answers(made_plan):
    return {a.demand.reference: ((a.earliest - day(0)).days, a.critical_path) for a in made_plan.answers}


def test_an_order_waits_for_the_last_of_its_material():
    items = made("BIKE", 2), bought("FORK", 4), bought("SEAT", 9)
    bom = [line("BIKE", "FORK"), line("BIKE", "SEAT")]
    assert answers(plan(facts(*items, bom=bom, demands=[order("BIKE", 1, 0)]))) == {"SO1": (11, ("BIKE", "SEAT"))}
    in_stock = facts(*items, bom=bom, demands=[order("BIKE", 1, 0)], stock=[stock("SEAT", 1)])
    assert answers(plan(in_stock)) == {"SO1": (6, ("BIKE", "FORK"))}


def test_a_firm_purchase_that_comes_sooner_than_a_new_one_is_waited_for():
    made_plan = plan(facts(bought("SEAT", 20), demands=[order("SEAT", 1, 3)], open_supply=[purchase("SEAT", 1, 12)]))
    assert answers(made_plan) == {"SO1": (12, ("SEAT",))}
    assert [e.kind for e in made_plan.exceptions] == [ExceptionKind.LATE_DEMAND, ExceptionKind.EXPEDITE]


def test_a_firm_purchase_far_behind_a_new_one_is_not_waited_for():
    made_plan = plan(
        facts(
            bought("SEAT", 2),
            demands=[order("SEAT", 1, 3)],
            open_supply=[purchase("SEAT", 1, 30)],
            reschedule_days=7,
        )
    )
    assert rows(made_plan) == [("SEAT", 1, 1, 3)]
    assert [e.kind for e in made_plan.exceptions] == [ExceptionKind.CANCEL]


def test_a_work_order_without_its_material_moves_the_promise():
    made_plan = plan(
        facts(
            made("BIKE", 2), bought("NUT", 10), bom=[line("BIKE", "NUT", 4)], demands=[order("BIKE", 1, 8)],
            open_supply=[work_order("BIKE", 1, 8)], allocations=[Allocation("WO1", "NUT", "P1", ea(4), day(6))],
        )
    )  # fmt: skip
    assert answers(made_plan) == {"SO1": (12, ("BIKE", "NUT"))}


def test_only_the_order_that_holds_things_up_is_past_due():
    made_plan = plan(
        facts(
            made("BIKE", 1), bought("FORK", 10), bought("NUT", 6),
            bom=[line("BIKE", "FORK"), line("BIKE", "NUT")], demands=[order("BIKE", 1, 5)],
        )
    )  # fmt: skip
    past_due = [e for e in made_plan.exceptions if e.kind is ExceptionKind.PAST_DUE]
    assert [(e.item, e.wanted) for e in past_due] == [("FORK", day(-6))]
    wanted = {o.item: o.wanted_release for o in made_plan.planned_orders}
    assert wanted == {"BIKE": day(4), "FORK": day(-6), "NUT": day(-2)}


def test_each_plant_plans_its_own_stock_on_its_own_calendar():
    here, there = made("BIKE", 2), replace(made("BIKE", 2), plant="P2")
    asked = order("BIKE", 1, 13)
    two = facts(here, there, demands=[asked, replace(asked, plant="P2")], stock=[replace(stock("BIKE", 0), plant="P2")])
    made_plan = plan(replace(two, calendars=(EVERY_DAY, PlantCalendar("P2"))))
    found = [(o.plant, o.release) for o in made_plan.planned_orders]
    assert found == [("P1", day(11)), ("P2", day(9))]
    assert len(made_plan.trace.supplies_of(asked.order_line)) == 2


@settings(max_examples=100, deadline=None)
@given(random_facts())
def test_what_is_planned_late_is_planned_for_the_date_that_is_promised(inputs):
    solution = solve(facts_of(inputs).network)
    assert (solution.earliest.need_day <= solution.needs.day).all()
    planned = solution.earliest.supply_day[len(solution.supplies.due) - len(solution.orders.due) :]
    assert (planned <= solution.orders.due).all()


@settings(max_examples=60, deadline=None)
@given(random_facts())
def test_nothing_is_wanted_later_than_it_is_planned(inputs):
    solution = solve(facts_of(inputs).network)
    assert (solution.wanted.release_day <= solution.orders.release).all()
