"""PLT-6, PLT-7: an event's place in its trace, and who has heard it, from what each service tells of itself."""

from __future__ import annotations

import pytest

from headrace_chassis.events.kafka.topics import partition_of
from headrace_cli.events.hearers import hearing
from headrace_cli.events.tracing import trace_of, tree

PLACED = "headrace.orders.v1.OrderPlaced"


def event(id_: str, source: str, position: int, cause: str = "", second: int = 1) -> dict:
    stored = f"2026-03-02T08:00:{second:02}+00:00"
    known = {"source": source, "position": position, "cause": cause, "recorded_at": stored}
    return {"id": id_, "type": PLACED, "key": "k", **known}


def below(children: dict, above: str | None) -> list[str]:
    return [one["id"] for one in children.get(above, [])]


def test_an_event_stands_below_the_one_that_caused_it():
    told = [
        event("matched", "orders", 2, "mrp:9", second=4),
        event("first", "orders", 1, "request:a", second=1),
        event("plan", "mrp", 9, "orders:1", second=3),
    ]
    children = tree(told)
    assert below(children, None) == ["first"]
    assert below(children, "orders:1") == ["plan"]
    assert below(children, "mrp:9") == ["matched"]


def test_what_no_event_among_them_caused_is_at_the_root():
    told = [event("plan", "mrp", 1, "timer:a"), event("old", "mrp", 2), event("lost", "mrp", 3, "orders:5")]
    assert below(tree(told), None) == ["plan", "old", "lost"]


def test_the_trace_is_the_second_part_of_the_context():
    assert trace_of({"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}) == "a" * 32


def examined(*places: tuple[int, int]) -> dict:
    return {
        "database": {"heard": [{"topic": "headrace.orders.v1", "partition": p, "position": at} for p, at in places]}
    }


@pytest.mark.parametrize(("reached", "state"), [(4, "waiting"), (5, "heard"), (9, "heard")])
def test_who_has_come_that_far_has_heard_it(reached, state):
    assert hearing("mrp", event("e", "orders", 5), examined((0, reached)), {"items": []}).state == state


def test_on_kafka_its_own_partition_counts():
    own = partition_of("headrace.orders.v1", "k")
    places = [(p, 9 if p == own else 1) for p in range(6)]
    assert hearing("mrp", event("e", "orders", 5), examined(*places), {"items": []}).state == "heard"


def test_one_that_is_parked_is_said_to_be_with_the_error():
    letter = {"id": 7, "state": "dead", "error": "ValueError: no"}
    found = hearing("mrp", event("e", "orders", 5), examined((0, 9)), {"items": [letter]})
    assert (found.state, found.words) == ("parked", "dead, no. 7: ValueError: no")


def test_a_service_that_is_down_says_nothing():
    assert hearing("mrp", event("e", PLACED, 1), None, None).state == "out of reach"
