"""Work orders of the customer's order: released, supplied, made by machines, inspected, wave after wave.

A wave is every work order whose material is in stock; what it makes is the material of the next.
"""

from __future__ import annotations

import asyncio
import math
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from decimal import Decimal

from headrace_journey.http import Client, Json, Refused, segment
from headrace_journey.stage import Stage, Stuck
from headrace_journey.steps.inspect import pass_all
from headrace_journey.steps.order import placed

ENDED = {"closed", "cancelled"}
AT_ONCE = 4
Chosen = Callable[[Json], bool]


async def work_orders(stage: Stage, chosen: Chosen = lambda _: True) -> list[Json]:
    """In the order in which they are to begin."""
    planner = await stage.leader("planner")
    found = await planner.all("mes/v1/work-orders", order=await placed(stage))
    return sorted(filter(chosen, found), key=lambda o: (o["planned_start"] or o["start"], o["number"]))


async def details(stage: Stage, orders: Sequence[Json]) -> list[Json]:
    """With all their pieces."""
    operator = await stage.leader("operator")

    async def whole(order: Json) -> Json:
        path = f"mes/v1/work-orders/{order['id']}"
        found = await operator.get(path)
        shows_all = len(found["serials"]) == found["serials_in_all"]
        return found if shows_all else {**found, "serials": await operator.all(f"{path}/units")}

    return await _several(orders, whole)


async def release_all(stage: Stage, orders: Sequence[Json]) -> None:
    planner = await stage.leader("planner")
    created = [order for order in orders if order["state"] == "created"]
    await _several(created, lambda order: planner.act(f"mes/v1/work-orders/{order['id']}/release"))
    await stage.settled()


async def make_all(stage: Stage, chosen: Chosen) -> int:
    """Make all work orders that are `chosen`; returns how many there are.

    Each wave begins with the inspection of all that is made by now: what an earlier life closed may still wait for it.
    """
    await release_all(stage, await work_orders(stage, chosen))
    while True:
        orders = await work_orders(stage, chosen)
        await _inspect(stage, orders)
        waiting = [order for order in orders if order["state"] not in ENDED]
        if not waiting:
            return len(orders)
        supplied = await supply(stage, waiting)
        if not supplied:
            raise Stuck(await _what_is_missing(stage, waiting))
        await make(stage, supplied)


async def supply(stage: Stage, orders: Sequence[Json]) -> list[Json]:
    """Issue material to every order for which all of it is there; returns those that have theirs."""
    warehouse = await stage.leader("warehouse")

    async def try_to(order: Json) -> Json | None:
        if order["state"] == "in_progress":
            return order
        request: Json = await warehouse.get(f"logistics/v1/issue-requests/{order['id']}")
        if request["state"] == "open" and not await _issue(stage, warehouse, order):
            return None
        return order

    tried = [await try_to(order) for order in orders]
    await stage.settled()
    return [order for order in tried if order]


async def make(stage: Stage, orders: Sequence[Json]) -> None:
    """All operations of these orders, one after the other, on the machines of their work centres."""
    await stage.advance_to(min(date.fromisoformat(o["planned_start"] or o["start"]) for o in orders))
    open_orders = list(orders)
    while open_orders:
        now = await details(stage, open_orders)
        open_orders = [order for order in now if order["state"] not in ENDED]
        if open_orders:
            await run_next_operation(stage, open_orders)


async def run_next_operation(
    stage: Stage, orders: Sequence[Json], *, fail_first: bool = False
) -> list[tuple[str, int]]:
    """The next open operation of each order is given to a machine; waits until all are done, unless the first of them
    is to fail on its way. Returns machine and sequence of each order."""
    jobs = [(order, _next(order)) for order in orders]
    given = await _dispatch(stage, jobs)
    for number, ((order, operation), machine) in enumerate(zip(jobs, given, strict=True)):
        await _command(stage, machine, order, operation, fails=fail_first and number == 0)
    if not fail_first:
        await finished(stage, jobs)
    return [(machine, operation["sequence"]) for (_, operation), machine in zip(jobs, given, strict=True)]


async def finished(stage: Stage, jobs: Sequence[tuple[Json, Json]]) -> None:
    wanted = {order["id"]: operation["sequence"] for order, operation in jobs}

    async def all_done() -> bool:
        now = await details(stage, [order for order, _ in jobs if order["id"] in wanted])
        for order in now:
            if _is_through(order, wanted[order["id"]]):
                del wanted[order["id"]]
        return not wanted

    numbers = ", ".join(f"{order['number']}/{operation['sequence']}" for order, operation in jobs)
    await stage.until(f"machines to count the pieces of {numbers}", all_done)


async def _issue(stage: Stage, warehouse: Client, order: Json) -> bool:
    body = {"work_order": order["id"], "propose": True}
    try:
        await warehouse.create("logistics/v1/issues", stage.key("issue", order["id"]), body)
    except Refused as refused:
        if refused.problem.get("type") != "/problems/short-of-material":
            raise
        return False
    return True


async def _inspect(stage: Stage, orders: Sequence[Json]) -> None:
    """Final inspection of what these orders made."""
    await stage.settled()
    await pass_all(stage, "final", [order["lot"] for order in orders if order["state"] == "closed"])


async def _dispatch(stage: Stage, jobs: Sequence[tuple[Json, Json]]) -> list[str]:
    """Work centres give their orders to their machines in turn; what was given before stays."""
    operator = await stage.leader("operator")
    machines = _machines(stage)
    turns: dict[str, int] = defaultdict(int)
    given = []
    for order, operation in jobs:
        centre = operation["work_centre"]
        machine = operation["machine"] or machines[centre][turns[centre] % len(machines[centre])]
        turns[centre] += 1
        if operation["state"] == "waiting":
            body = {"sequence": operation["sequence"], "machine": machine}
            await operator.act(f"mes/v1/work-orders/{order['id']}/dispatch", body)
        given.append(machine)
    return given


async def _command(stage: Stage, machine: str, order: Json, operation: Json, *, fails: bool) -> None:
    operator = await stage.leader("operator")
    pieces = math.ceil(Decimal(order["quantity"]["value"]))
    body = {"command": "run_pieces", "id": f"{order['number']}/{operation['sequence']}", "pieces": pieces}
    if fails:
        body["fail_after"] = 1
    await operator.act(f"edge-gateway/v1/simulator/machines/{segment(machine)}/commands", body)


def _machines(stage: Stage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in stage.world.machines.rows:
        found[row["work_centre"]].append(row["machine"])
    return found


def _next(order: Json) -> Json:
    operation: Json = next(one for one in order["operations"] if one["state"] != "finished")
    return operation


def _is_through(order: Json, sequence: int) -> bool:
    return any(one["sequence"] == sequence and one["state"] == "finished" for one in order["operations"])


async def _what_is_missing(stage: Stage, orders: Sequence[Json]) -> str:
    warehouse = await stage.leader("warehouse")
    missing: dict[str, Decimal] = defaultdict(Decimal)
    for order in orders:
        request = await warehouse.get(f"logistics/v1/issue-requests/{order['id']}")
        for part in request["components"]:
            missing[part["item"]] += Decimal(part["still_needed"]["value"])
    numbers = ", ".join(order["number"] for order in orders)
    return f"No material for any of {numbers}; they still need {dict(missing)}."


async def _several(orders: Sequence[Json], act: Callable[[Json], Awaitable[Json]]) -> list[Json]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(order: Json) -> Json:
        async with gate:
            return await act(order)

    return list(await asyncio.gather(*map(one, orders)))
