"""Compiles the kernels ahead of the first plan: `python -m headrace_planning.engine.warm`, once after an install."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from headrace_contracts.values import Quantity
from headrace_planning.engine.compiled import drop_outgrown
from headrace_planning.engine.plan import plan
from headrace_planning.model.demand import Demand, DemandKind
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import BomLine, PlanningItem, PlantCalendar, Source
from headrace_planning.model.proposals import Plan


def warm() -> Plan:
    """Plan the smallest chain that reaches every kernel."""
    drop_outgrown()
    day = date(2026, 1, 5)
    table = PlanningItem("table", "works", "EA", Source.MAKE, 1)
    leg = PlanningItem("leg", "works", "EA", Source.BUY, 1)
    due = day + timedelta(days=1)
    wanted = Demand(DemandKind.CUSTOMER_ORDER, "order", "1", "table", "works", Quantity(Decimal(1), "EA"), due)
    return plan(
        PlanningInputs(
            day,
            (table, leg),
            bom=(BomLine("table", "leg", Decimal(4)),),
            calendars=(PlantCalendar("works"),),
            demands=(wanted,),
        )
    )


if __name__ == "__main__":
    warm()
