"""ORD-2: urgent first, split where one factory is too small, late with an honest promise."""

from __future__ import annotations

import pytest

from headrace_orders.engine.matching import BadMatchInput, Factory, Line, Match, Route, Stock, match

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


def days(result: Match) -> list[tuple[tuple[int, int], ...]]:
    return [part.days for part in result.allocations]


def test_work_lies_on_the_latest_days_that_keep_the_day_so_that_the_early_ones_stay_free() -> None:
    result = match([Line("far", "bike", 4, 9)], [plant("plant", idle=[3] * 12, cost=1)])
    assert days(result) == [((8, 1), (9, 3))]


def test_what_is_late_is_worked_on_every_day_until_its_promise() -> None:
    result = match([Line("L", "bike", 7, 1)], [plant("plant", idle=[0, 0, 3, 0, 3, 3], cost=1)])
    assert (result.outcomes[0].promise_day, days(result)) == (5, [((2, 1), (4, 3), (5, 3))])


def test_a_lot_is_set_up_once_also_when_a_part_of_it_is_late() -> None:
    route = Route("bike", "wc", 10, 1, setup_ticks=30)
    result = match([Line("L", "bike", 17, 1)], [Factory("plant", (route,), (), {"wc": (100,) * 4})])
    assert [(part.quantity, part.finish_day) for part in result.allocations] == [(17, 1)]
    result = match([Line("L", "bike", 27, 1)], [Factory("plant", (route,), (), {"wc": (100,) * 4})])
    assert [(part.quantity, part.finish_day) for part in result.allocations] == [(17, 1), (10, 2)]


def test_what_is_only_set_up_is_made_in_any_number() -> None:
    route = Route("bike", "wc", 0, 1, setup_ticks=30)
    factory = Factory("plant", (route,), (), {"wc": (20, 20)})
    result = match([Line("L", "bike", 10**9, 1)], [factory])
    assert [(part.quantity, part.days) for part in result.allocations] == [(10**9, ((0, 10), (1, 20)))]


def test_a_set_up_may_make_two_factories_too_dear_in_time() -> None:
    route = Route("bike", "wc", 10, 1, setup_ticks=60)
    factories = [Factory(name, (route,), (), {"wc": (100,)}) for name in ("a", "b")]
    assert match([Line("L", "bike", 8, 0)], factories).outcomes[0].on_time == 8
    assert match([Line("L", "bike", 9, 0)], factories).outcomes[0].on_time == 8


def test_nothing_leaves_before_its_lead_time_has_passed_though_the_work_is_short() -> None:
    slow = Factory("slow", (Route("bike", "wc", 1, 1, ready_day=5),), (), {"wc": (9,) * 9})
    quick = Factory("quick", (Route("bike", "wc", 1, 8),), (), {"wc": (9,) * 9})
    assert split(match([Line("L", "bike", 3, 4)], [slow, quick])) == {("L", "quick"): 3}
    assert split(match([Line("L", "bike", 3, 5)], [slow, quick])) == {("L", "slow"): 3}
    assert match([Line("L", "bike", 3, 4)], [slow]).outcomes[0].promise_day == 5


def test_goods_on_their_way_are_given_from_the_day_they_come() -> None:
    factory = Factory("plant", (), (Stock("bike", 4, 0), Stock("bike", 6, 0, day=3)))
    result = match([Line("L", "bike", 7, 1)], [factory])
    assert [(part.quantity, part.arrival_day) for part in result.allocations] == [(4, 0), (3, 3)]


def test_material_for_a_part_of_a_line_is_used_once() -> None:
    early = Route("bike", "wc", 1, 1, ready_day=1, line="L", most=4)
    late = Route("bike", "wc", 1, 1, material_day=3, ready_day=3, line="L")
    result = match([Line("L", "bike", 10, 1)], [Factory("plant", (early, late), (), {"wc": (5,) * 9})])
    assert [(part.quantity, part.arrival_day) for part in result.allocations] == [(4, 1), (6, 4)]


def test_a_route_for_one_line_serves_no_other() -> None:
    routes = (Route("bike", "wc", 1, 1, line="A"), Route("bike", "wc", 1, 1, material_day=2, line="B"))
    result = match(
        [Line("A", "bike", 1, 9), Line("B", "bike", 1, 0)], [Factory("plant", routes, (), {"wc": (9,) * 10})]
    )
    assert [outcome.promise_day for outcome in result.outcomes] == [9, 2]


@pytest.mark.parametrize("quantity", [1, 10**12])
def test_the_longest_order_gets_an_answer_whatever_its_numbers(quantity: int) -> None:
    lines = [Line(f"L{i}", "bike", quantity, i % 250) for i in range(500)]
    routes = [Route("bike", "wc", 1 + n, n, setup_ticks=7, line=line.id) for n, line in enumerate(lines)]
    factories = [Factory(name, tuple(routes), (), {"wc": (1000 * quantity,) * 400}) for name in ("a", "b")]
    result = match(lines, factories)
    assert result.optimality.method == "greedy"
    assert sum(part.quantity for part in result.allocations) <= 500 * quantity
