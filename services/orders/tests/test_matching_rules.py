"""ORD-2: urgent first, split where one factory is too small, late with an honest promise."""

from __future__ import annotations

import pytest

from headrace_orders.engine import BadMatchInput, Factory, Line, Match, Route, Stock, match

from .matching_worlds import plant


def split(result: Match) -> dict[tuple[str, str], int]:
    return {(part.line, part.factory): part.quantity for part in result.allocations}


def test_an_order_too_large_for_one_factory_is_split_at_the_least_cost() -> None:
    factories = [plant("north", idle=[10, 10], cost=5), plant("south", idle=[10, 10], cost=3)]
    result = match([Line("L", "bike", 30, 1)], factories)
    assert split(result) == {("L", "south"): 20, ("L", "north"): 10}
    assert result.cost == 110
    assert result.optimality.is_proven


def test_finished_stock_goes_first_when_it_is_cheaper() -> None:
    made = plant("plant", idle=[10], cost=5)
    factory = Factory("plant", made.routes, (Stock("bike", 4, 1),), made.idle_ticks)
    result = match([Line("L", "bike", 6, 0)], [factory])
    assert [(part.from_stock, part.quantity) for part in result.allocations] == [(True, 4), (False, 2)]


def test_when_short_the_higher_priority_is_served_first() -> None:
    lines = [Line("normal", "bike", 5, 0), Line("urgent", "bike", 5, 3, priority=1)]
    result = match(lines, [plant("plant", idle=[5], cost=1)])
    assert [outcome.on_time for outcome in result.outcomes] == [0, 5]


def test_when_short_the_earlier_due_day_is_served_first() -> None:
    lines = [Line("later", "bike", 5, 1), Line("sooner", "bike", 5, 0)]
    result = match(lines, [plant("plant", idle=[5, 0], cost=1)])
    assert [outcome.on_time for outcome in result.outcomes] == [0, 5]


def test_an_urgent_line_is_served_even_if_that_costs_others_dearly() -> None:
    lines = [Line("urgent", "bike", 1, 0, priority=9), Line("a", "bike", 1, 0), Line("b", "bike", 1, 0)]
    factories = [plant("cheap", idle=[1], cost=1), plant("dear", idle=[1], cost=1_000_000)]
    result = match(lines, factories)
    assert [outcome.on_time for outcome in result.outcomes] == [1, 1, 0]


def test_work_that_fits_into_later_days_leaves_early_days_to_the_earlier_due() -> None:
    lines = [Line("later", "bike", 3, 1), Line("sooner", "bike", 3, 0)]
    result = match(lines, [plant("plant", idle=[3, 3], cost=1)])
    days = {part.line: (part.start_day, part.finish_day) for part in result.allocations}
    assert days == {"sooner": (0, 0), "later": (1, 1)}


def test_a_piece_may_be_begun_today_and_finished_tomorrow() -> None:
    result = match([Line("L", "bike", 1, 1)], [plant("plant", idle=[400, 400], cost=1, ticks=600)])
    assert [(part.start_day, part.finish_day) for part in result.allocations] == [(0, 1)]


def test_different_times_per_piece_share_a_work_centre() -> None:
    routes = (Route("bike", "wc", 3, 1), Route("wheel", "wc", 1, 1))
    lines = [Line("bikes", "bike", 2, 0), Line("wheels", "wheel", 4, 0)]
    result = match(lines, [Factory("plant", routes, (), {"wc": (10,)}), Factory("idle")])
    assert result.optimality.method == "integer_program"
    assert result.optimality.is_proven
    assert [outcome.on_time for outcome in result.outcomes] == [2, 4]


def test_what_cannot_be_ready_gets_the_earliest_promise() -> None:
    factories = [
        plant("slow", idle=[2, 2, 2, 2], cost=1),
        plant("far", idle=[0, 9, 9, 9], cost=9, transit_days=1),
    ]
    result = match([Line("L", "bike", 6, 0)], factories)
    outcome = result.outcomes[0]
    assert (outcome.on_time, outcome.late, outcome.unplaced, outcome.promise_day) == (2, 4, 0, 2)
    assert [(p.factory, p.quantity, p.is_late) for p in result.allocations] == [
        ("slow", 2, False),
        ("slow", 4, True),
    ]


def test_of_two_late_lines_the_urgent_one_is_promised_first() -> None:
    lines = [Line("normal", "bike", 2, 0), Line("urgent", "bike", 2, 0, priority=1)]
    result = match(lines, [plant("plant", idle=[0, 2, 2], cost=1)])
    assert [outcome.promise_day for outcome in result.outcomes] == [2, 1]


def test_what_no_horizon_can_hold_has_no_promise() -> None:
    result = match([Line("L", "bike", 5, 0)], [plant("plant", idle=[1, 1], cost=1)])
    outcome = result.outcomes[0]
    assert (outcome.on_time, outcome.late, outcome.unplaced, outcome.promise_day) == (1, 1, 3, None)


def test_an_order_nobody_can_make_stays_unplaced() -> None:
    result = match([Line("L", "plane", 5, 0)], [plant("plant", idle=[9], cost=1)])
    assert result.allocations == ()
    assert result.outcomes[0].unplaced == 5


def test_a_due_day_in_the_past_is_late_from_the_start() -> None:
    result = match([Line("L", "bike", 2, -3)], [plant("plant", idle=[9], cost=1)])
    assert (result.outcomes[0].late, result.outcomes[0].promise_day) == (2, 0)


@pytest.mark.parametrize(
    ("lines", "factories", "message"),
    [
        ([Line("L", "bike", 0, 1)], [], "line L: the quantity is 0"),
        ([Line("L", "bike", 1, 1), Line("L", "bike", 1, 1)], [], "line L is given twice"),
        ([], [plant("P", idle=[1], cost=-1)], "bike has a negative cost"),
        ([], [plant("P", idle=[1], cost=1, ticks=0)], "bike takes no time"),
        ([], [plant("P", idle=[-1], cost=1)], "negative idle ticks"),
        ([], [Factory("P", (Route("bike", "wc", 1, 1),))], "whose idle ticks are not given"),
        ([], [Factory("P", (), (Stock("bike", -1, 1),))], "stock of bike is negative"),
    ],
)
def test_contradictory_input_is_refused_by_name(lines: list[Line], factories: list[Factory], message: str) -> None:
    with pytest.raises(BadMatchInput, match=message):
        match(lines, factories)
