"""ORD-2: the split is never more than there is, never worse than greedy, and optimal where it says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from headrace_orders.engine.matching import Factory, Line, Match, Route, match
from headrace_orders.engine.matching.greedy import assign_greedily
from headrace_orders.engine.matching.offers import Sources, capacities, offers_on_time

from .matching_worlds import brute_force, busy_world, choices, fits, shortage_by_rank, ticks_used, work_of_lots, worlds

World = tuple[list[Line], list[Factory]]


@given(worlds())
@settings(max_examples=80, deadline=None)
def test_every_quantum_is_accounted_for_and_none_twice(world: World) -> None:
    lines, factories = world
    result = match(lines, factories)
    for line, outcome in zip(lines, result.outcomes, strict=True):
        given_away = sum(part.quantity for part in result.allocations if part.line == line.id)
        assert given_away == outcome.on_time + outcome.late
        assert outcome.on_time + outcome.late + outcome.unplaced == line.quantity
        assert (outcome.promise_day is None) == (outcome.unplaced > 0)


@given(worlds())
@settings(max_examples=80, deadline=None)
def test_no_work_centre_and_no_stock_gives_more_than_it_has(world: World) -> None:
    lines, factories = world
    result = match(lines, factories)
    assert all(used <= there for used, there in ticks_used(factories, lines, result))
    assert all(worked == takes for worked, takes in work_of_lots(factories, lines, result))
    assert _on_time_parts_fit(lines, factories, result)


@given(worlds())
@settings(max_examples=80, deadline=None)
def test_parts_keep_to_material_transit_and_due_days(world: World) -> None:
    lines, factories = world
    due = {line.id: line.due_day for line in lines}
    item = {line.id: line.item for line in lines}
    by_id = {factory.id: factory for factory in factories}
    for part in match(lines, factories).allocations:
        assert by_id[part.factory].is_open
        assert 0 <= part.start_day <= part.finish_day
        assert part.arrival_day >= part.finish_day + by_id[part.factory].transit_days
        assert part.is_late == (part.arrival_day > due[part.line])
        for route in by_id[part.factory].routes:
            if not part.from_stock and route.item == item[part.line]:
                assert part.start_day >= route.material_day
                assert part.arrival_day >= route.ready_day + by_id[part.factory].transit_days


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_it_is_never_worse_than_the_plain_answer(world: World) -> None:
    lines, factories = world
    result = match(lines, factories)
    shortage, cost = _greedy(lines, factories)
    assert (shortage_by_rank(lines, result), result.optimality.cost) <= (shortage, cost)
    assert result.optimality.cost_bound <= result.optimality.cost


@given(worlds(tiny=True))
@settings(max_examples=60, deadline=None)
def test_a_program_is_as_good_as_trying_everything(world: World) -> None:
    lines, factories = world
    result = match(lines, factories)
    assert result.optimality.is_proven
    assert (shortage_by_rank(lines, result), result.optimality.cost) == brute_force(lines, factories)


@given(worlds(tiny=True, same_ticks=True))
@settings(max_examples=60, deadline=None)
def test_a_flow_is_as_good_as_trying_everything(world: World) -> None:
    lines, factories = world
    result = match(lines, factories)
    assert result.optimality.method == "min_cost_flow"
    assert (shortage_by_rank(lines, result), result.optimality.cost) == brute_force(lines, factories)


@pytest.mark.parametrize("other_ticks", [1, 2])
def test_costs_too_large_to_add_up_get_the_plain_answer(other_ticks: int) -> None:
    routes = (Route("bike", "wc", 1, 10**18), Route("wheel", "wc", other_ticks, 1))
    result = match([Line("L", "bike", 4, 0), Line("M", "wheel", 2, 0)], [Factory("F", routes, (), {"wc": (9,)})])
    assert (result.optimality.method, result.optimality.is_proven) == ("greedy", False)
    assert [outcome.on_time for outcome in result.outcomes] == [4, 2]


def test_a_search_cut_short_states_its_gap() -> None:
    lines, factories = busy_world()
    hasty, patient = match(lines, factories, branches=1), match(lines, factories)
    assert hasty.optimality.cost_bound <= patient.optimality.cost <= hasty.optimality.cost
    assert patient.optimality.cost_gap < hasty.optimality.cost_gap
    assert not hasty.optimality.is_proven


@given(worlds())
@settings(max_examples=20, deadline=None)
def test_the_same_question_has_the_same_answer(world: World) -> None:
    assert match(*world) == match(*world)


def _on_time_parts_fit(lines: list[Line], factories: list[Factory], result: Match) -> bool:
    options = choices(lines, factories)
    split = [
        sum(
            part.quantity
            for part in result.allocations
            if (part.line, part.factory, part.from_stock) == (line.id, factory.id, source in factory.stock)
            and not part.is_late
        )
        for line, factory, source in options
    ]
    return fits(options, split)


def _greedy(lines: list[Line], factories: list[Factory]) -> tuple[list[int], int]:
    pools = capacities(factories)
    offers = offers_on_time(lines, Sources(factories), pools)
    quantities = assign_greedily(offers, pools)
    short = {line.id: line.quantity for line in lines}
    for offer, quantity in zip(offers, quantities, strict=True):
        short[offer.line.id] -= quantity
    ranks = sorted({line.rank for line in lines})
    shortage = [sum(short[line.id] for line in lines if line.rank == rank) for rank in ranks]
    cost = sum(o.source.unit_cost * quantity for o, quantity in zip(offers, quantities, strict=True))
    return shortage, cost
