"""A planner releases proposals: those an order needs, at every level, or those that are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_mrp.model.release import NothingAsked, Release, Sources
from headrace_mrp.store import demand, plans, releases
from headrace_planning.store import catalogue


@dataclass(frozen=True, slots=True)
class ReleaseCommand:
    plan: str
    order: str | None
    until: date | None


async def release_proposals(tx: Tx, command: ReleaseCommand) -> Release:
    if command.order is None and command.until is None:
        raise NothingAsked(say("mrp.name-what-to-release"))
    await releases.alone(tx)
    (await plans.plans.get(tx, command.plan)).expect_current()
    if command.order is not None and not await demand.order_exists(tx, command.order):
        raise Missing.named("open customer order", command.order)
    release, released = Release.of(
        tx.new_id("rel"),
        tx.tenant,
        command.plan,
        await plans.to_release(tx, command.plan, command.order, command.until),
        Sources(await catalogue.offers(tx), await catalogue.routings(tx)),
        order=command.order,
        until=command.until,
        at=tx.now,
        by=tx.actor.name if tx.actor else "",
    )
    await releases.releases.add(tx, release)
    await plans.mark_released(tx, released)
    tx.tell(release)
    return release
