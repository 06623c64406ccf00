"""Production: first the parts, then what the customer ordered; there a machine fails on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from headrace_journey.http import Json, segment
from headrace_journey.stage import Stage
from headrace_journey.step import Told
from headrace_journey.steps import work
from headrace_journey.steps.order import order_now
from headrace_journey.steps.tower import EXCEPTIONS

RATE = 1800.0
DELAY_DAYS = 2


async def play_release(stage: Stage) -> Told:
    """Work orders are released: serial numbers are made, material is asked for."""
    await work.release_all(stage, await work.work_orders(stage))
    found = await work.details(stage, await work.work_orders(stage))
    facts = {
        "work_orders": len(found),
        "operations": sum(len(order["operations"]) for order in found),
        "serials": sum(len(order["serials"]) for order in found),
        "work_centres": len({op["work_centre"] for order in found for op in order["operations"]}),
    }
    return Told("headrace.mes.v1.WorkOrderReleased", "/mes/work-orders", facts)


async def play_parts(stage: Stage) -> Told:
    """All sub-assemblies, level by level; machines count the pieces."""
    async with _machines_at_work(stage):
        made = await work.make_all(stage, lambda order: not is_product(stage, order))
    facts = {"work_orders": made, **await _telemetry(stage)}
    return Told("headrace.mes.v1.UnitsCompleted", "/mes/work-orders", facts)


async def play_failure(stage: Stage) -> Told:
    """The first operation of the products begins; its machine fails after a piece, and an exception is opened."""
    async with _machines_at_work(stage):
        exception = await _exception(stage)
        if exception is None:
            await _begin_products(stage)
            exception = await stage.until("an exception for the machine that failed", lambda: _exception(stage))
    facts = {
        "machine": exception["subject"],
        "severity": exception["severity"],
        "rule": exception["rule"],
        "work_centre": exception["work_centre"],
    }
    return Told("headrace.control_tower.v1.ExceptionOpened", f"/control-tower/exceptions/{exception['id']}", facts)


async def play_feedback(stage: Stage) -> Told:
    """The exception gets an owner, who says how long it will take; the promise to the customer moves."""
    exception = await _only_exception(stage)
    path = f"{EXCEPTIONS}/{exception['id']}"
    tower = await stage.leader("maintenance")
    if exception["state"] == "open":
        await _act(stage, f"{path}/assignment", {"owner": f"maintenance@{stage.world.leader}"})
        exception = await tower.get(path)
    if exception["state"] == "assigned":
        note = "The spindle bearing is gone; a new one comes in two days."
        await _act(stage, f"{path}/feedback", {"note": note, "delay_days": DELAY_DAYS})

    async def moved() -> Json | None:
        order = await order_now(stage)
        return order if order["promise_changes"] else None

    order = await stage.until("the promise to the customer to move", moved)
    change = order["promise_changes"][-1]
    facts = {
        "owner": f"maintenance@{stage.world.leader}",
        "delay_days": DELAY_DAYS,
        "promise_was": order["promise_changes"][0]["previous"],
        "promise": order["promise"],
        "cause": change["cause"],
    }
    return Told("headrace.orders.v1.PromiseMoved", f"/orders/orders/{order['id']}", facts)


async def play_repair(stage: Stage) -> Told:
    """The machine is repaired and goes on with its pieces; the exception is closed."""
    exception = await _only_exception(stage)
    machine, path = exception["subject"], f"{EXCEPTIONS}/{exception['id']}"
    operator = await stage.leader("operator")
    body = {"command": "repair", "id": stage.key("repair")}
    await operator.act(f"edge-gateway/v1/simulator/machines/{segment(machine)}/commands", body)
    if exception["state"] != "closed":
        await _act(stage, f"{path}/closure", {"resolution": "The bearing is replaced; the machine runs again."})
    closed = await (await stage.leader("maintenance")).get(path)
    facts = {"machine": machine, "minutes_open": closed["minutes_open"], "resolution": closed["resolution"]}
    return Told("headrace.control_tower.v1.ExceptionClosed", f"/control-tower/exceptions/{exception['id']}", facts)


async def play_products(stage: Stage) -> Told:
    """The rest of the products is made and passes the final inspection."""
    async with _machines_at_work(stage):
        await work.make_all(stage, lambda order: is_product(stage, order))
    orders = await work.details(stage, await work.work_orders(stage, lambda order: is_product(stage, order)))
    facts = {
        "made": {order["item"]: order["good"]["value"] for order in orders},
        "serials": sum(unit["state"] == "good" for order in orders for unit in order["serials"]),
        **await _telemetry(stage),
    }
    return Told("headrace.quality.v1.LotAccepted", "/quality/inspections?kind=final", facts)


def is_product(stage: Stage, order: Json) -> bool:
    return order["item"] in {line.item for line in stage.world.order}


@asynccontextmanager
async def _machines_at_work(stage: Stage) -> AsyncIterator[None]:
    """Business time runs fast, so that pieces are made in seconds."""
    await stage.run_at(RATE)
    try:
        yield
    finally:
        await stage.run_at(stage.usual_rate)


async def _begin_products(stage: Stage) -> None:
    orders = await work.work_orders(stage, lambda order: is_product(stage, order))
    await work.release_all(stage, orders)
    await stage.advance_to(date.fromisoformat(orders[0]["planned_start"] or orders[0]["start"]))
    supplied = await work.supply(stage, [order for order in orders if order["state"] not in work.ENDED])
    await stage.settled()
    await work.run_next_operation(stage, await work.details(stage, supplied), fail_first=True)


async def _exception(stage: Stage) -> Json | None:
    """The latest of a machine that failed."""
    tower = await stage.leader("maintenance")
    machines = {row["machine"] for row in stage.world.machines.rows}
    found = [one for one in await tower.all(EXCEPTIONS, rule="machine-abnormal") if one["subject"] in machines]
    return max(found, key=lambda one: (one["opened_at"], one["id"]), default=None)


async def _only_exception(stage: Stage) -> Json:
    return await stage.until("the exception of the machine that failed", lambda: _exception(stage))


async def _act(stage: Stage, path: str, body: Json) -> None:
    maintenance = await stage.leader("maintenance")
    exception = await maintenance.get(path.rpartition("/")[0])
    await maintenance.act(path, body, version=exception["version"])


async def _telemetry(stage: Stage) -> Json:
    engineer = await stage.leader("engineer")
    status = await engineer.get("edge-gateway/v1/status")
    return {"telemetry_points": status["forwarded"]}
