"""PLT-8: whoever waits for the services to have heard everything is told so, also while machines never rest."""

from __future__ import annotations

from typing import Any

import pytest

from headrace_journey import settling


class Hearing:
    """Services of which one hears a stream that is always `late` positions ahead, and takes in `step` at each look."""

    def __init__(self, *, late: int, step: int) -> None:
        self.late, self.step, self.looks = late, step, 0

    async def get(self, path: str) -> list[dict[str, Any]]:
        if not path.startswith("mes/"):
            return []
        self.looks += 1
        heard = self.looks * self.step
        return [{"topic": "equipment", "partition": 0, "heard": heard, "end": heard + self.late}]


@pytest.fixture(autouse=True)
def in_haste(monkeypatch):
    monkeypatch.setattr(settling, "PAUSE", 0)
    monkeypatch.setattr(settling, "PATIENCE", 0.05)


async def test_all_are_quiet_for_more_than_one_look():
    services = Hearing(late=0, step=0)
    await settling.settled(services)
    assert services.looks == settling.QUIET_LOOKS


async def test_where_machines_never_rest_all_have_settled_when_what_followed_from_what_was_told_is_heard():
    services = Hearing(late=1, step=1)
    await settling.settled(services)
    assert services.looks > settling.LONGEST_CHAIN
    assert await settling.unheard(services) == {}


async def test_who_hears_nothing_more_is_named():
    with pytest.raises(TimeoutError, match="'mes': 2"):
        await settling.settled(Hearing(late=2, step=0))
    assert await settling.unheard(Hearing(late=2, step=0)) == {"mes": 2}
