"""Units: load, list."""

from __future__ import annotations

from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_contracts.errors import Missing
from headrace_contracts.units import FINEST
from headrace_product.api.shapes import Code, Name
from headrace_product.model.unit import Unit
from headrace_product.store import catalogue
from headrace_product.usecases.load_units import UnitData, load_units

router = Router(tags=["units"])


class UnitRow(BaseModel):
    """`decimals` of quantities in this unit: 0 for pieces, null for what is usual for a unit of that name."""

    code: Code
    name: Name
    decimals: int | None = Field(None, ge=0, le=FINEST)

    def to_data(self) -> UnitData:
        return UnitData(self.code, self.name, self.decimals)


class UnitView(BaseModel):
    id: str
    version: int
    code: str
    name: str
    decimals: int

    @classmethod
    def of(cls, unit: Unit) -> UnitView:
        return cls(id=unit.id, version=unit.version, code=unit.id, name=unit.name, decimals=unit.places)


@router.put("/units", may="product.unit.change")
async def put_units(body: BulkBody[UnitRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.code, "code", loaded)
    return await transact(load_units, [(number, row.to_data()) for number, row in rows], loaded)


@router.get("/units", may="product.unit.read")
async def list_units(tx: ReadTx, page: Page) -> Listed[UnitView]:
    return (await catalogue.units.page(tx, page, by_code=True)).map(UnitView.of)


@router.get("/units/{unit}", may="product.unit.read", errors=[Missing])
async def get_unit(unit: str, tx: ReadTx, tags: Tags) -> UnitView:
    return tags.on(UnitView.of(await catalogue.units.get(tx, unit)))
