"""Organisations and plants that take part in the platform."""

from __future__ import annotations

from headrace_api_gateway.model.parties import Organisation, Plant
from headrace_api_gateway.store import parties
from headrace_api_gateway.usecases import register
from headrace_chassis.auth import Principal
from headrace_chassis.loading import Loaded
from headrace_chassis.paging import of_parts
from headrace_chassis.tx import EVERYONE, Tx
from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody

router = Router(tags=["parties"])


@router.put("/organisations", platform=True)
async def put_organisations(body: BulkBody[Organisation], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = body.well_formed(loaded)
    return await transact(register.register_organisations, rows, loaded)


@router.get("/organisations", may="api-gateway.organisation.read")
async def list_organisations(tx: ReadTx, caller: Caller, page: Page) -> Listed[Organisation]:
    await _as_the_platform(tx, caller)
    return page.of((await parties.organisations(tx)).values(), key=lambda organisation: organisation.id)


@router.put("/plants", platform=True)
async def put_plants(body: BulkBody[Plant], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = body.well_formed(loaded)
    return await transact(register.register_plants, rows, loaded)


@router.get("/plants", may="api-gateway.plant.read")
async def list_plants(tx: ReadTx, caller: Caller, page: Page) -> Listed[Plant]:
    await _as_the_platform(tx, caller)
    return page.of((await parties.plants(tx)).values(), key=lambda plant: of_parts(plant.organisation, plant.id))


async def _as_the_platform(tx: Tx, caller: Principal) -> None:
    """Whoever registers all firms sees all of them; everybody else is shown their own."""
    if caller.is_platform:
        await tx.act_for(EVERYONE)
