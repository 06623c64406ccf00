"""Work centres: load, find."""

from __future__ import annotations

from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_contracts.errors import Missing
from headrace_contracts.values import Money
from headrace_product.api.shapes import MOST_MINUTES, Code, Name, Plant, Rate
from headrace_product.model.work_centre import WorkCentre, WorkCentreData
from headrace_product.store import catalogue, tables
from headrace_product.usecases.load_work_centres import load_work_centres

router = Router(tags=["work centres"])


class WorkCentreRow(BaseModel):
    """`minutes_per_day` of the whole centre: two machines in two shifts are 1920."""

    work_centre: Code
    plant: Plant
    name: Name
    minutes_per_day: float = Field(gt=0, le=MOST_MINUTES, allow_inf_nan=False)
    cost_per_hour: Rate
    machines: list[Code] = Field(default=[], max_length=500)

    def to_data(self) -> WorkCentreData:
        return WorkCentreData(
            self.work_centre, self.plant, self.name, self.minutes_per_day, self.cost_per_hour, tuple(self.machines)
        )


class WorkCentreView(BaseModel):
    id: str
    version: int
    work_centre: str
    plant: str
    name: str
    minutes_per_day: float
    cost_per_hour: Money
    machines: list[str]

    @classmethod
    def of(cls, centre: WorkCentre) -> WorkCentreView:
        data = {name: getattr(centre.data, name) for name in WorkCentreData.__dataclass_fields__}
        return cls.model_validate({"id": centre.id, "version": centre.version, **data})


@router.put("/work-centres", may="product.work-centre.change")
async def put_work_centres(body: BulkBody[WorkCentreRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.work_centre, "work_centre", loaded)
    return await transact(load_work_centres, [(number, row.to_data()) for number, row in rows], loaded)


@router.get("/work-centres", may="product.work-centre.read")
async def list_work_centres(tx: ReadTx, page: Page, plant: str | None = None) -> Listed[WorkCentreView]:
    where = [tables.work_centre.c.plant == plant] if plant else []
    return (await catalogue.work_centres.page(tx, page, *where, by_code=True)).map(WorkCentreView.of)


@router.get("/work-centres/{work_centre}", may="product.work-centre.read", errors=[Missing])
async def get_work_centre(work_centre: str, tx: ReadTx, tags: Tags) -> WorkCentreView:
    return tags.on(WorkCentreView.of(await catalogue.work_centres.get(tx, work_centre)))
