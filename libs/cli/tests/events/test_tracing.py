"""PLT-6, PLT-7: an event's place in its trace, and who has heard it, from what each service tells of itself."""

from __future__ import annotations

import pytest

from headrace_chassis.events.kafka.topics import partition_of
from headrace_cli.events.hearers import hearing
from headrace_cli.events.tracing import trace_of, tree

PLACED, MATCHED, PLANNED = (
    "headrace.orders.v1.OrderPlaced",
    "headrace.orders.v1.OrderMatched",
    "headrace.mrp.v1.Planned",
)
HEARS = {"mrp": frozenset({PLACED}), "orders": frozenset({PLANNED})}


def event(id_: str, type_: str, second: int, position: int = 1) -> dict:
    stored = f"2026-03-02T08:00:{second:02}+00:00"
    return {
        "id": id_,
        "type": type_,
        "source": type_.split(".")[1],
        "recorded_at": stored,
        "position": position,
        "key": "k",
    }


def below(children: dict, above: str | None) -> list[str]:
    return [one["id"] for one in children.get(above, [])]


def test_an_event_stands_below_the_newest_earlier_one_that_its_service_hears():
    told = [
        event("matched", MATCHED, 4),
        event("first", PLACED, 1),
        event("again", PLACED, 2),
        event("plan", PLANNED, 3),
    ]
    children = tree(told, HEARS)
    assert below(children, None) == ["first", "again"]
    assert below(children, "again") == ["plan"]
    assert below(children, "plan") == ["matched"]


def test_what_nobody_told_its_service_was_begun_by_a_person_or_a_timer():
    assert below(tree([event("plan", PLANNED, 1), event("placed", PLACED, 2)], {"mrp": HEARS["mrp"]}), None) == [
        "plan",
        "placed",
    ]


def test_the_trace_is_the_second_part_of_the_context():
    assert trace_of({"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}) == "a" * 32


def examined(*places: tuple[int, int]) -> dict:
    return {
        "database": {"heard": [{"topic": "headrace.orders.v1", "partition": p, "position": at} for p, at in places]}
    }


@pytest.mark.parametrize(("reached", "state"), [(4, "waiting"), (5, "heard"), (9, "heard")])
def test_who_has_come_that_far_has_heard_it(reached, state):
    assert hearing("mrp", event("e", PLACED, 1, position=5), examined((0, reached)), {"items": []}).state == state


def test_on_kafka_its_own_partition_counts():
    own = partition_of("headrace.orders.v1", "k")
    places = [(p, 9 if p == own else 1) for p in range(6)]
    assert hearing("mrp", event("e", PLACED, 1, position=5), examined(*places), {"items": []}).state == "heard"


def test_one_that_is_parked_is_said_to_be_with_the_error():
    letter = {"id": 7, "state": "dead", "error": "ValueError: no"}
    found = hearing("mrp", event("e", PLACED, 1, position=5), examined((0, 9)), {"items": [letter]})
    assert (found.state, found.words) == ("parked", "dead, no. 7: ValueError: no")


def test_a_service_that_is_down_says_nothing():
    assert hearing("mrp", event("e", PLACED, 1), None, None).state == "out of reach"
