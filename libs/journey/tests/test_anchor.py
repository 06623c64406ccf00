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
    """Keeps bills of material; knows none that were not loaded, and nobody who was not registered."""

    def __init__(self, boms: list[Json], *registered: str) -> None:
        super().__init__({f"product/v1/boms/{bom['item']}": deepcopy(bom) for bom in boms})
        self.there["api-gateway/v1/organisations"] = [{"id": name} for name in registered]

    async def user(self, role: str, organisation: str) -> Product:
        assert organisation in {one["id"] for one in self.there["api-gateway/v1/organisations"]}
        return self

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
    assert await first_day(Product([], company.on(FIRST).leader), company) == NOW.date()


async def test_what_was_loaded_before_begins_then(company):
    world = company.on(FIRST)
    assert await first_day(Product(world.boms.rows, world.leader), company) == FIRST


async def test_a_bill_that_was_mended_since_does_not_move_the_day(company):
    world = company.on(FIRST)
    product = Product(world.boms.rows, world.leader)
    boms = [one for one in product.there.values() if isinstance(one, dict) and "lines" in one]
    newest = max((line for bom in boms for line in bom["lines"]), key=start)
    newest["valid_from"] = (start(newest) - timedelta(days=30)).isoformat()
    assert await first_day(product, company) == FIRST


def start(line: Json) -> date:
    return date.fromisoformat(line["valid_from"])
