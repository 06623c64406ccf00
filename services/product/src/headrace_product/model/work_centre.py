"""A work centre: machines or people of one plant that do the same work, their day and their rate."""

from __future__ import annotations

from dataclasses import dataclass

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.messages import say
from headrace_contracts.product import v1 as events
from headrace_contracts.values import Money
from headrace_product.model.refusal import DefinitionRefused


@dataclass(frozen=True, slots=True)
class WorkCentreData:
    """`minutes_per_day` is what the whole centre can work in a day."""

    work_centre: str
    plant: str
    name: str
    minutes_per_day: float
    cost_per_hour: Money
    machines: tuple[str, ...]


@dataclass(kw_only=True)
class WorkCentre(Aggregate):
    data: WorkCentreData

    @classmethod
    def open(cls, tenant: str, data: WorkCentreData) -> WorkCentre:
        _check_machines(data)
        new = cls(id=data.work_centre, tenant=tenant, data=data)
        new.tell(_told(data))
        return new

    def change(self, data: WorkCentreData) -> bool:
        """True when that changes anything. The plant stays: routings there name this work centre."""
        _check_machines(data)
        if data.plant != self.data.plant:
            detail = say("product.plant-stays", work_centre=self.id, plant=self.data.plant, wanted=data.plant)
            raise DefinitionRefused.naming(("plant", detail))
        if data == self.data:
            return False
        self.data = data
        self.tell(_told(data))
        return True


def _check_machines(data: WorkCentreData) -> None:
    twice = sorted({machine for machine in data.machines if data.machines.count(machine) > 1})
    if twice:
        raise DefinitionRefused.naming(("machines", say("product.machine-twice", machines=twice)))


def _told(data: WorkCentreData) -> events.WorkCentrePublished:
    return events.WorkCentrePublished(
        work_centre=data.work_centre,
        plant=data.plant,
        name=data.name,
        minutes_per_day=data.minutes_per_day,
        cost_per_hour=data.cost_per_hour,
        machines=data.machines,
    )
