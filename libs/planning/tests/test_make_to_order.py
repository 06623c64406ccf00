"""MRP-3: made to stock, made to order and assembled to order mixed in one run."""

from headrace_planning.engine.plan import plan
from headrace_planning.model.demand import OrderLine
from headrace_planning.model.items import Policy
from headrace_planning.model.proposals import ExceptionKind

from .planning_facts import bought, ea, facts, forecast, line, made, order, pegs, stock, work_order

ANN, BEN = OrderLine("ANN", "1"), OrderLine("BEN", "1")


def to_order(item, lead=1, **more):
    return made(item, lead, policy=Policy.MAKE_TO_ORDER, **more)


def orders_of(made_plan, item):
    return [(o.reserved_for, o.quantity, pegs(o)) for o in made_plan.planned_orders if o.item == item]


def test_each_order_line_gets_orders_of_its_own_down_to_what_is_held_in_stock():
    made_plan = plan(
        facts(
            to_order("BIKE"), to_order("FRAME"), bought("TUBE"),
            bom=[line("BIKE", "FRAME"), line("FRAME", "TUBE", 2)],
            demands=[order("BIKE", 3, 9, "ANN"), order("BIKE", 2, 9, "BEN")],
        )
    )  # fmt: skip
    assert orders_of(made_plan, "FRAME") == [
        (ANN, ea(3), [("customer_order", "ANN", 3)]),
        (BEN, ea(2), [("customer_order", "BEN", 2)]),
    ]
    assert orders_of(made_plan, "TUBE") == [
        (None, ea(10), [("customer_order", "ANN", 6), ("customer_order", "BEN", 4)])
    ]


def test_what_was_made_for_one_order_is_not_taken_by_an_earlier_one():
    made_plan = plan(
        facts(
            to_order("BIKE"), demands=[order("BIKE", 1, 20, "ANN"), order("BIKE", 1, 10, "BEN")],
            open_supply=[work_order("BIKE", 1, 9, reserved_for=ANN)],
        )
    )  # fmt: skip
    assert orders_of(made_plan, "BIKE") == [(BEN, ea(1), [("customer_order", "BEN", 1)])]
    assert [pegs(s) for s in made_plan.supply_pegs] == [[("customer_order", "ANN", 1)]]


def test_assembled_to_order_takes_parts_that_were_planned_by_forecast():
    made_plan = plan(
        facts(
            to_order("BIKE"), made("FRAME"), bom=[line("BIKE", "FRAME")],
            demands=[order("BIKE", 3, 9, "ANN"), forecast("FRAME", 5, 9)], stock=[stock("FRAME", 4)],
        )
    )  # fmt: skip
    assert [pegs(s) for s in made_plan.supply_pegs] == [[("customer_order", "ANN", 3), ("forecast", "F1", 1)]]
    assert orders_of(made_plan, "FRAME") == [(None, ea(4), [("forecast", "F1", 4)])]


def test_forecast_of_an_item_made_to_order_is_reported_and_not_made():
    made_plan = plan(facts(to_order("BIKE"), demands=[order("BIKE", 3, 9), forecast("BIKE", 5, 9)]))
    assert orders_of(made_plan, "BIKE") == [(OrderLine("SO1", "1"), ea(3), [("customer_order", "SO1", 3)])]
    (warning,) = made_plan.exceptions
    assert warning.kind is ExceptionKind.FORECAST_NOT_PLANNED
    assert str(warning.message).startswith("2 EA of forecast")
