"""PLT-6: whoever plays the journey may be cut off after any of its acts; a fresh one takes it up from what is open."""

from __future__ import annotations

import re
from datetime import datetime

import httpx
import pytest

from headrace_journey import JourneyResult, Story, fictional, play
from headrace_journey.anchor import first_day
from headrace_journey.http import Json, People

from .conftest import failures

pytestmark = pytest.mark.journeys
COMPANY = fictional("small", 2)
STORIES = [Story(), Story(buyer_refuses_other_terms=True, lot_fails=False, order_is_cancelled=True)]
NAME = re.compile(r"/(?!v1/)[^/]*\d[^/]*")


class CutOff(Exception):
    """Here the power goes: the act was done, and nobody heard the answer."""


class Fuse:
    """Blows at the first act of each kind within each step, and at the first load of each kind."""

    def __init__(self, gateway: httpx.AsyncClient) -> None:
        self.blown: set[tuple[str, str]] = set()
        self._step = ""
        self._dead = False
        gateway.event_hooks["request"].append(self._refuse_the_dead)
        gateway.event_hooks["response"].append(self._blow)

    async def _refuse_the_dead(self, request: httpx.Request) -> None:
        if self._dead:
            raise CutOff

    async def _blow(self, response: httpx.Response) -> None:
        asked = response.request
        act = (self._step if asked.method == "POST" else "", kind_of(asked))
        if act not in self.blown and is_an_act(response):
            self.blown.add(act)
            self._dead = True
            raise CutOff

    def begin_step(self, done: dict[str, object]) -> None:
        self._step = str(done["id"])

    def renew(self) -> None:
        self._dead = False


def is_an_act(response: httpx.Response) -> bool:
    """It changed something: logging in does not, nor does what was done before under the same key."""
    asked = response.request
    done_before = response.headers.get("Idempotency-Replayed") == "true"
    return asked.method != "GET" and asked.url.path != "/api/session" and not done_before


def kind_of(request: httpx.Request) -> str:
    """`/api/orders/v1/orders/-/cancel`: the path without the names of things."""
    return NAME.sub("/-", request.url.path)


async def played_in_many_lives(gateway: httpx.AsyncClient, story: Story) -> tuple[JourneyResult, Fuse]:
    fuse = Fuse(gateway)
    while True:
        fuse.renew()
        try:
            return await play(gateway, COMPANY.telling(story), on_step=fuse.begin_step), fuse
        except CutOff:
            continue


@pytest.mark.parametrize("story", STORIES, ids=["to cash", "cancelled"])
async def test_a_driver_that_is_cut_off_at_every_kind_of_act_leaves_nothing_open_and_time_as_it_was(gateway, story):
    platform = await People(gateway).platform()
    rate = (await platform.get("clock"))["rate"]
    result, fuse = await played_in_many_lives(gateway, story)
    assert failures(result) == []
    assert len({step for step, _ in fuse.blown}) > len(result.steps) - 2, "cut in every step that acts"
    assert (await platform.get("clock"))["rate"] == rate
    assert days_on_the_road(await sent(gateway)) <= {2}


async def sent(gateway: httpx.AsyncClient) -> list[Json]:
    people = People(gateway)
    world = COMPANY.on(await first_day(people, COMPANY))
    warehouse = await people.user("warehouse", world.leader)
    return await warehouse.all("logistics/v1/shipments")


def days_on_the_road(shipments: list[Json]) -> set[int]:
    moments = [
        (datetime.fromisoformat(s["dispatched_at"]), datetime.fromisoformat(s["delivered_at"])) for s in shipments
    ]
    return {(there.date() - away.date()).days for away, there in moments}
