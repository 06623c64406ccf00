"""PLT-7: between the services of a backup one thing must hold: nobody has heard what was never told."""

from __future__ import annotations

from headrace_cli.backup.standing import Heard, Standing, contradictions


def at(drawn: int, *heard: Heard) -> Standing:
    return Standing(events=drawn, last=drawn, drawn=drawn, relayed=0, heard=heard)


def test_a_hearer_that_is_behind_or_has_just_caught_up_is_right():
    services = {"orders": at(10), "finance": at(0, Heard("headrace.orders.v1", 0, 10, 10))}
    assert contradictions(services) == []


def test_a_hearer_ahead_of_its_sender_is_told_with_both_numbers():
    services = {"orders": at(10), "finance": at(0, Heard("headrace.orders.v1", 3, 4, 11))}
    assert contradictions(services) == ["finance has heard headrace.orders.v1 up to 11, and its sender has told 10"]


def test_a_sender_that_is_missing_has_told_nothing():
    services = {"finance": at(0, Heard("headrace.control_tower.v1", 0, 1, 1))}
    assert len(contradictions(services)) == 1
