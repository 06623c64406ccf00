"""PLT-6: a run is drawn from its seed, plays every kind, and says what it could not play."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from headrace_testkit.faults.ground import LIGHT, Layout
from headrace_testkit.faults.kinds import KINDS
from headrace_testkit.faults.run import drawn, left_out


@dataclass
class Somewhere:
    """A ground as far as drawing asks."""

    layout: Layout
    kafka: object | None
    no_disks: str = ""
    services: list[str] = field(default_factory=lambda: list(LIGHT))


def test_the_same_seed_draws_the_same_faults_in_the_same_order():
    first, second = (drawn(200, Random(7), KINDS) for _ in range(2))
    assert [kind.name for kind in first] == [kind.name for kind in second]
    assert [kind.name for kind in first] != [kind.name for kind in drawn(200, Random(8), KINDS)]


def test_every_kind_is_played_once_before_any_is_played_again():
    names = [kind.name for kind in drawn(len(KINDS), Random(1), KINDS)]
    assert sorted(names) == sorted(kind.name for kind in KINDS)


def test_heavy_kinds_are_played_once_however_long_the_run():
    names = [kind.name for kind in drawn(1000, Random(1), KINDS)]
    assert len(names) == 1000
    assert all(names.count(kind.name) == 1 for kind in KINDS if not kind.weight)


def test_a_short_run_leaves_the_heavy_kinds_for_last():
    light = [kind for kind in KINDS if kind.weight]
    assert all(kind.weight for kind in drawn(len(light), Random(1), KINDS))


def test_what_can_not_be_played_is_named_with_the_reason(tmp_path):
    ground = Somewhere(Layout(tmp_path, bus="postgres"), kafka=None, no_disks="mount: permission denied")
    missing = left_out(ground)
    assert missing["kill_kafka"] == "the bus is postgres"
    assert missing["full_event_log_disk"] == "mount: permission denied"
    assert "kill_service" not in missing


def test_a_kind_that_needs_a_service_is_left_out_where_that_does_not_run(tmp_path):
    ground = Somewhere(Layout(tmp_path), kafka=object(), services=["product"])
    assert left_out(ground) == {"rolling_upgrade": "logistics does not run"}


def test_with_all_at_hand_nothing_is_left_out(tmp_path):
    assert left_out(Somewhere(Layout(tmp_path), kafka=object())) == {}
