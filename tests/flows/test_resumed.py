"""A journey that was cut off goes on where it stood; one that has ended is not played again."""

from __future__ import annotations

import pytest

from headrace_journey import Story, fictional, load, play

from .conftest import failures

pytestmark = pytest.mark.journeys
COMPANY = fictional("small", 2).telling(Story(supplier_proposes_other_terms=False, machine_fails=False))


class Enough(Exception):
    """Here the power goes."""


def until(step: str):
    def stop(told):
        if told["id"] == step:
            raise Enough

    return stop


async def test_a_journey_cut_off_twice_ends_as_one(flow):
    for step in ("receive", "products"):
        async with flow.running() as gateway:
            with pytest.raises(Enough):
                await play(gateway, COMPANY, on_step=until(step))
    async with flow.running() as gateway:
        first = await play(gateway, COMPANY)
        again = await play(gateway, COMPANY)
        report = await load(gateway, COMPANY)
    assert failures(first) == []
    assert (again.journey, again.steps) == (first.journey, first.steps)
    assert (report.created, report.changed) == (0, 0)
