"""PDM-10: a real company's files through the services' own doors: loaded once, unchanged again, its order to cash."""

from __future__ import annotations

import pytest

from headrace_journey import adventure_works, load, play
from headrace_testkit.needs import ADVENTURE_WORKS, needs_adventure_works

from .conftest import failures

pytestmark = [pytest.mark.journeys, pytest.mark.data, needs_adventure_works]


async def test_the_real_company_loads_whole_and_its_order_runs_to_cash(gateway):
    company = adventure_works(ADVENTURE_WORKS)
    report = await load(gateway, company)
    assert report.faults == []
    assert (report.tables["items"].created, report.tables["sales_history"].created) == (504, 56_046)
    again = await load(gateway, company)
    assert (again.created, again.changed, again.unchanged) == (0, 0, report.created + report.changed)
    result = await play(gateway, company)
    assert failures(result) == []
    assert len(next(s for s in result.steps if s["id"] == "order")["facts"]["lines"]) == 3
