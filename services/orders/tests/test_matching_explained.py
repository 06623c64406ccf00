"""ORD-2: every factory is explained for every line, by a code and facts that can be checked."""

from __future__ import annotations

from hypothesis import given, settings

from headrace_orders.engine.matching import Factory, Line, Reason, Stock, Verdict, explain, match

from .matching_worlds import plant, worlds


def verdicts(lines: list[Line], factories: list[Factory]) -> dict[tuple[str, str], Verdict]:
    found = explain(lines, factories, match(lines, factories))
    return {(verdict.line, verdict.factory): verdict for verdict in found}


def only(factories: list[Factory], name: str, **line: int) -> Verdict:
    return verdicts([Line("L", "bike", line.get("quantity", 4), line.get("due", 1))], factories)["L", name]


def test_the_cheapest_with_room_is_chosen_and_the_others_are_dearer() -> None:
    factories = [plant("cheap", idle=[9, 9], cost=1), plant("dear", idle=[9, 9], cost=3)]
    chosen, refused = only(factories, "cheap"), only(factories, "dear")
    assert (chosen.chosen, chosen.quantity, chosen.reason) == (True, 4, Reason.CHEAPEST)
    assert (refused.chosen, refused.reason) == (False, Reason.DEARER)
    assert refused.facts == {"unit_cost": 3, "dearest_chosen": 1, "room": 18}


def test_a_dearer_factory_is_chosen_because_the_cheaper_one_was_full() -> None:
    factories = [plant("cheap", idle=[3, 0], cost=1), plant("dear", idle=[9, 9], cost=3)]
    verdict = only(factories, "dear")
    assert (verdict.quantity, verdict.reason) == (1, Reason.NEXT_CHEAPEST)
    assert verdict.facts["cheaper_but_full"] == ["cheap"]


def test_a_factory_without_idle_time_before_the_due_day_is_refused_for_capacity() -> None:
    factories = [plant("busy", idle=[0, 0, 9], cost=1), plant("free", idle=[9], cost=3)]
    verdict = only(factories, "busy")
    assert verdict.reason is Reason.NO_CAPACITY_BEFORE_DUE
    assert verdict.facts == {"latest_day": 1, "room_before_match": 0, "room_left": 0}


def test_a_factory_filled_by_a_more_urgent_line_says_how_much_room_it_had() -> None:
    lines = [Line("urgent", "bike", 5, 1, priority=1), Line("L", "bike", 5, 1)]
    found = verdicts(lines, [plant("plant", idle=[5, 0, 0], cost=1)])
    assert found["L", "plant"].facts == {"latest_day": 1, "room_before_match": 5, "room_left": 0}


def test_material_that_comes_after_the_due_day_is_the_reason() -> None:
    verdict = only([plant("plant", idle=[9] * 5, cost=1, material_day=3), plant("other", idle=[9], cost=1)], "plant")
    assert verdict.reason is Reason.NO_MATERIAL_BEFORE_DUE
    assert verdict.facts == {"material_day": 3, "ready_day": 3, "latest_day": 1}


def test_a_late_part_is_chosen_for_being_the_earliest() -> None:
    verdict = only([plant("plant", idle=[0, 0, 9], cost=1)], "plant")
    assert (verdict.quantity, verdict.reason, verdict.facts["arrival_day"]) == (4, Reason.EARLIEST, 2)


def test_a_closed_factory_says_so() -> None:
    shut = Factory("shut", (), (Stock("bike", 9, 1),), is_open=False)
    assert only([shut], "shut").reason is Reason.CLOSED


def test_an_item_nobody_makes_has_no_routing_and_one_that_others_make_is_beyond_this_factory() -> None:
    factories = [plant("bikes", idle=[9], cost=1), plant("wheels", idle=[9], cost=1, item="wheel")]
    found = verdicts([Line("L", "bike", 1, 1), Line("M", "plane", 1, 1)], factories)
    assert found["L", "wheels"].reason is Reason.NOT_CAPABLE
    assert {found["M", "bikes"].reason, found["M", "wheels"].reason} == {Reason.NO_ROUTING}


@given(worlds())
@settings(max_examples=80, deadline=None)
def test_every_pair_has_one_verdict_that_agrees_with_the_match(
    world: tuple[list[Line], list[Factory]],
) -> None:
    lines, factories = world
    result = match(lines, factories)
    found = list(explain(lines, factories, result))
    pairs = [(line.id, factory.id) for line in lines for factory in factories]
    assert [(verdict.line, verdict.factory) for verdict in found] == pairs
    for verdict in found:
        parts = [p for p in result.allocations if (p.line, p.factory) == (verdict.line, verdict.factory)]
        assert verdict.quantity == sum(part.quantity for part in parts)
        assert verdict.chosen == bool(parts)
    if result.optimality.is_proven:
        assert Reason.SEARCH_ENDED not in {verdict.reason for verdict in found}
