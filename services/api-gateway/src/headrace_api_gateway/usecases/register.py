"""The platform takes in organisations and their plants; what is the same as before changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_api_gateway.model.parties import Organisation, Plant
from headrace_api_gateway.store import parties
from headrace_chassis.loading import Change, Loaded
from headrace_chassis.tx import EVERYONE, Tx
from headrace_contracts.messages import say


async def register_organisations(tx: Tx, rows: Sequence[tuple[int, Organisation]], loaded: Loaded) -> Loaded:
    await tx.act_for(EVERYONE)
    known = await parties.organisations(tx)
    fresh = []
    for number, organisation in rows:
        if why := organisation.misnamed:
            loaded.refuse(number, "id", why)
        elif _counted(loaded, known.get(organisation.id), organisation):
            fresh.append(organisation)
    await parties.keep_organisations(tx, fresh)
    for organisation in fresh:
        tx.tell(organisation.registered(), tenant=organisation.id)
    return loaded


async def register_plants(tx: Tx, rows: Sequence[tuple[int, Plant]], loaded: Loaded) -> Loaded:
    await tx.act_for(EVERYONE)
    known, owners = await parties.plants(tx), await parties.organisations(tx)
    fresh = []
    for number, plant in rows:
        if plant.organisation not in owners:
            loaded.refuse(
                number, "organisation", say("api-gateway.organisation-not-registered", organisation=plant.organisation)
            )
        elif not plant.zone_is_known:
            loaded.refuse(number, "time_zone", say("api-gateway.no-time-zone", zone=plant.time_zone))
        elif _counted(loaded, known.get((plant.organisation, plant.id)), plant):
            fresh.append(plant)
    await parties.keep_plants(tx, fresh)
    for plant in fresh:
        tx.tell(plant.registered(), tenant=plant.organisation)
    return loaded


def _counted(loaded: Loaded, before: object | None, after: object) -> bool:
    change = Change.between(before, after)
    loaded.count(change)
    return change is not Change.UNCHANGED
