"""Organisations and plants that take part in the platform."""

from __future__ import annotations

from headrace_api_gateway.model.parties import Organisation, Plant
from headrace_api_gateway.store import parties
from headrace_api_gateway.usecases import register
from headrace_chassis.loading import Loaded
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody

router = Router(tags=["parties"])


@router.put("/organisations", platform=True)
async def put_organisations(body: BulkBody[Organisation], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = body.well_formed(loaded)
    return await transact(register.register_organisations, rows, loaded)


@router.get("/organisations")
async def list_organisations(tx: ReadTx, page: Page) -> Listed[Organisation]:
    return page.of((await parties.organisations(tx)).values(), key=lambda organisation: organisation.id)


@router.put("/plants", platform=True)
async def put_plants(body: BulkBody[Plant], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = body.well_formed(loaded)
    return await transact(register.register_plants, rows, loaded)


@router.get("/plants")
async def list_plants(tx: ReadTx, page: Page) -> Listed[Plant]:
    return page.of((await parties.plants(tx)).values(), key=lambda plant: plant.id)
