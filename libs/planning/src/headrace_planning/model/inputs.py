"""All the facts of one planning run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from headrace_planning.model.demand import ConsumptionWindow, Demand
from headrace_planning.model.items import BomLine, PlanningItem, PlantCalendar
from headrace_planning.model.proposals import NotPlanned
from headrace_planning.model.supply import Allocation, OpenSupply, StockOnHand


@dataclass(frozen=True, slots=True)
class PlanningInputs:
    start: date
    """The first day on which anything can be released."""
    items: tuple[PlanningItem, ...]
    bom: tuple[BomLine, ...] = ()
    calendars: tuple[PlantCalendar, ...] = ()
    demands: tuple[Demand, ...] = ()
    stock: tuple[StockOnHand, ...] = ()
    open_supply: tuple[OpenSupply, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    consumption: ConsumptionWindow = field(default_factory=ConsumptionWindow)
    not_planned: tuple[NotPlanned, ...] = ()
    """What was set aside before: these are not among the items."""
    reschedule_days: int = 7
    """A firm order may be pulled forward by so many days before a new one is proposed, and is let be when
    it is early by no more."""
