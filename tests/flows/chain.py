"""The small invented chain with an order under way: parts are announced, not received; a rival works beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from headrace_journey import Refused, fictional
from headrace_journey.anchor import first_day
from headrace_journey.http import Client, Json, People
from headrace_journey.loading import load_world
from headrace_journey.stage import Stage
from headrace_journey.steps import agree, order, plan
from headrace_journey.steps.purchases import purchase_orders, supplier_of

from .translated import Translated

RIVAL, RIVALS_LOT = "rival-works", "SECRET-LOT-1"
UNROUTED, SPARE = "PROTOTYPE", "spare-machine"
LISTS = (
    "product/v1/units",
    "product/v1/items",
    "product/v1/boms",
    "product/v1/routings",
    "orders/v1/orders",
    "srm/v1/purchase-orders",
    "srm/v1/delivery-notes",
    "logistics/v1/delivery-notes",
    "logistics/v1/receipts",
    "logistics/v1/movements",
    "logistics/v1/stock",
    "equipment/v1/streams",
    f"equipment/v1/machines/{SPARE}/telemetry",
    f"equipment/v1/machines/{SPARE}/states",
)


@dataclass
class Chain:
    """`order`, `purchase_order` and `note` are as they stood when the chain was ready."""

    gateway: httpx.AsyncClient
    stage: Stage
    order: Json
    purchase_order: Json
    note: Json

    def __post_init__(self) -> None:
        self.translated = Translated(self.gateway)

    async def leader(self, role: str) -> Client:
        return await self.stage.leader(role)

    async def rival(self, role: str) -> Client:
        return await self.stage.people.user(role, RIVAL)

    async def customer(self) -> Client:
        return await self.stage.people.user("customer", self.stage.world.customer)

    async def supplier(self) -> Client:
        return await supplier_of(self.stage, self.purchase_order)

    def order_of(self, item: str, quantity: str, unit: str = "EA") -> Json:
        amount = {"value": quantity, "unit": unit}
        line = {"item": item, "quantity": amount, "due": self.stage.world.order_due.isoformat()}
        return {"seller": self.stage.world.leader, "lines": [line]}

    async def lists(self) -> dict[str, Any]:
        """All that the leader has, what the rival has of the same, and how many events were told of each kind."""
        await self.stage.settled()
        leader, rival, platform = (
            await self.leader("admin"),
            await self.rival("admin"),
            await self.stage.people.platform(),
        )
        found = {path: await _ours(leader, path) for path in LISTS}
        found |= {f"rival {path}": await rival.all(path) for path in LISTS if SPARE not in path}
        told = {stream["topic"]: stream["end"] for stream in await platform.get("mrp/v1/progress")}
        return found | {"told": told}

    @asynccontextmanager
    async def nothing_changes(self) -> AsyncIterator[None]:
        before = await self.lists()
        yield
        after = await self.lists()
        changed = {path: after[path] for path in before if before[path] != after[path]}
        assert not changed, changed


async def _ours(client: Client, path: str) -> list[Json]:
    """Without the streams of the simulated workshop, which speak when they like."""
    return [one for one in await client.all(path) if one.get("gateway", "by-hand") == "by-hand"]


async def under_way(gateway: httpx.AsyncClient) -> Chain:
    gateway.event_hooks["response"].append(_refuses_with_a_problem)
    people, company = People(gateway), fictional("small", 1)
    stage = Stage(people, company.on(await first_day(people, company)), "bad-input")
    report = await load_world(people, stage.world)
    assert report.faults == [], report.table()
    await _add_what_the_world_lacks(stage)
    await order.play(stage)
    await plan.released(stage, 1)
    await agree.confirm_all(stage)
    purchase = (await purchase_orders(stage))[0]
    note = await _announced(stage, purchase)
    await stage.settled()
    return Chain(gateway, stage, await order.order_now(stage), purchase, note)


async def _refuses_with_a_problem(response: httpx.Response) -> None:
    if response.is_error:
        assert response.headers["content-type"] == "application/problem+json", response.url


async def _add_what_the_world_lacks(stage: Stage) -> None:
    """A rival with a lot in stock, an item that is sold but has no routing, a machine that nobody simulates."""
    platform, engineer = await stage.people.platform(), await stage.leader("engineer")
    firm = {"id": RIVAL, "name": "Rival Works", "role": "chain-leader", "currency": "EUR"}
    await _load(platform, "api-gateway/v1/organisations", firm)
    plant = {"id": f"{RIVAL}-main", "organisation": RIVAL, "name": "Main", "time_zone": "UTC"}
    await _load(platform, "api-gateway/v1/plants", plant)
    rivals_engineer = await stage.people.user("engineer", RIVAL)
    await _load(rivals_engineer, "product/v1/units", {"code": "EA", "name": "Piece"})
    await _load(
        rivals_engineer, "product/v1/items", {"item": "SECRET", "name": "Secret", "unit": "EA", "source": "buy"}
    )
    price = {"minor": 9900, "currency": "EUR"}
    prototype = {"item": UNROUTED, "name": "Prototype", "unit": "EA", "source": "make", "sold": True}
    await _load(engineer, "product/v1/items", {**prototype, "list_price": price})
    machine = {**stage.world.machines.rows[0], "machine": SPARE, "name": "Spare"}
    await _load(await stage.leader("maintenance"), "equipment/v1/machines", machine)
    await stage.settled()
    stock = {"plant": f"{RIVAL}-main", "item": "SECRET", "lot": RIVALS_LOT, "quantity": {"value": "5", "unit": "EA"}}
    await _load(await stage.people.user("warehouse", RIVAL), "logistics/v1/opening-stock", stock)


async def _load(client: Client, path: str, row: Json) -> None:
    answer = await client.put(path, {"items": [row]})
    assert answer["errors"] == [], answer


async def _announced(stage: Stage, purchase: Json) -> Json:
    """The supplier sends its goods, and the warehouse knows of it."""
    line = purchase["lines"][0]
    lines = [{"order_line": line["line"], "lot": "ANNOUNCED-1", "quantity": line["quantity"]}]
    body = {"purchase_order": purchase["id"], "number": "DN-1", "lines": lines}
    supplier = await supplier_of(stage, purchase)
    note: Json = await supplier.create("srm/v1/delivery-notes", stage.key("note"), body)
    return note


async def refusal(request: Any) -> Refused:
    """What a request is refused with."""
    with pytest.raises(Refused) as caught:
        await request
    refused = caught.value
    assert refused.problem["status"] == refused.status, refused.problem
    assert refused.problem["detail"], refused.problem
    return refused


async def row_errors(request: Any) -> list[tuple[str, str]]:
    """Field and detail of what is wrong with the one row of a load, of which nothing was kept."""
    answer = await request
    assert (answer["created"], answer["changed"], answer["unchanged"]) == (0, 0, 0), answer
    assert {error["row"] for error in answer["errors"]} == {0}, answer
    return [(error["field"], error["detail"]) for error in answer["errors"]]
