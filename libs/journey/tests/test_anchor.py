"""PDM-10: a second load knows the day of the first one, so that it changes nothing but what was mended since."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta

import httpx
import pytest

from headrace_journey import adventure_works, fictional
from headrace_journey.anchor import first_day
from headrace_journey.http import Json, Refused

from .chain_of_fakes import NOW, Services
from .tiny import write

FIRST = NOW.date() - timedelta(days=3)


class Product(Services):
    """Keeps bills of material; knows none that were not loaded."""

    def __init__(self, boms: list[Json]) -> None:
        super().__init__({f"product/v1/boms/{bom['item']}": deepcopy(bom) for bom in boms})

    async def get(self, path: str, **query: object) -> Json:
        if path not in self.there:
            raise Refused(httpx.Response(404, request=httpx.Request("GET", f"http://headrace/{path}")))
        found: Json = self.there[path]
        return found


@pytest.fixture(params=["fictional", "files"])
def company(request, tmp_path):
    return fictional("small", 1) if request.param == "fictional" else adventure_works(write(tmp_path / "Makers"))


async def test_what_was_never_loaded_begins_today(company):
    assert await first_day(Product([]), company) == NOW.date()


async def test_what_was_loaded_before_begins_then(company):
    assert await first_day(Product(company.on(FIRST).boms.rows), company) == FIRST


async def test_a_bill_that_was_mended_since_does_not_move_the_day(company):
    product = Product(company.on(FIRST).boms.rows)
    newest = max((line for bom in product.there.values() if "lines" in bom for line in bom["lines"]), key=start)
    newest["valid_from"] = (start(newest) - timedelta(days=30)).isoformat()
    assert await first_day(product, company) == FIRST


def start(line: Json) -> date:
    return date.fromisoformat(line["valid_from"])
