"""MRP-10: what a planner has to see to, read off a finished plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from headrace_contracts.messages import Message, say
from headrace_planning.engine.arrays import NEVER, Ints
from headrace_planning.engine.readback import Reading
from headrace_planning.model.demand import Demand, DemandKind
from headrace_planning.model.proposals import DemandAnswer, ExceptionKind, PlanException
from headrace_planning.model.supply import OpenSupply, SupplyKind


def past_due_releases(reading: Reading) -> Iterator[PlanException]:
    """Orders put on the first day that ought to have been released before it; `wanted` is the true date."""
    orders, wanted = reading.solution.orders, reading.solution.wanted.release_day
    for order in np.flatnonzero(wanted < 0):
        node = reading.facts.nodes[orders.node[order]]
        if orders.release[order] == reading.first_working_day(int(orders.node[order])):
            true = reading.day(wanted[order])
            message = say("planning.release-at-once", day=true)
            yield PlanException(
                ExceptionKind.PAST_DUE,
                reading.order_reference(int(order)),
                node.item,
                node.plant,
                reading.day(orders.release[order]),
                true,
                message,
            )


def firm_orders_to_move(reading: Reading) -> Iterator[PlanException]:
    """Firm orders nobody needs, or that come too late or too early for those who do."""
    needed = _needed_days(reading)
    for position, supply in enumerate(reading.facts.supplies):
        if supply.kind in {SupplyKind.INSPECTION, SupplyKind.TRANSFER}:
            continue
        number = reading.first_open + position
        due = int(reading.solution.network.supplies.due[position])
        wanted = int(reading.solution.wanted.supply_day[number])
        if due < 0:
            yield _of(supply, ExceptionKind.PAST_DUE, reading.facts.start, say("planning.past-due", supply=supply))
        if needed[number] == NEVER:
            yield _of(supply, ExceptionKind.CANCEL, None, say("planning.serves-nobody", supply=supply))
        elif wanted < max(due, 0) and needed[number] <= max(due, 0):
            day = reading.day(wanted)
            yield _of(supply, ExceptionKind.EXPEDITE, day, say("planning.pull-forward", supply=supply, day=day))
        elif needed[number] > due + reading.solution.network.reschedule_days:
            day = reading.day(needed[number])
            yield _of(supply, ExceptionKind.DEFER, day, say("planning.push-back", supply=supply, day=day))


def late_orders(answers: Iterable[DemandAnswer]) -> Iterator[PlanException]:
    for answer in answers:
        demand = answer.demand
        if answer.late_days and demand.kind is DemandKind.CUSTOMER_ORDER:
            yield PlanException(
                ExceptionKind.LATE_DEMAND,
                str(demand.order_line),
                demand.item,
                demand.plant,
                demand.due,
                answer.earliest,
                _why_late(answer),
                demand.reference,
            )


def _why_late(answer: DemandAnswer) -> Message:
    if answer.earliest <= answer.demand.planned_for:
        return say("planning.planned-as-promised", earliest=answer.earliest, due=answer.demand.due)
    return say("planning.late", earliest=answer.earliest, path=" → ".join(answer.critical_path))


def forecast_not_planned(demands: Iterable[Demand]) -> Iterator[PlanException]:
    for demand in demands:
        message = say("planning.forecast-not-planned", quantity=demand.quantity)
        yield PlanException(
            ExceptionKind.FORECAST_NOT_PLANNED,
            str(demand.order_line),
            demand.item,
            demand.plant,
            demand.due,
            None,
            message,
        )


def _needed_days(reading: Reading) -> Ints:
    """For each supply the first day on which it is planned to be used."""
    pegs = reading.solution.pegs
    needed = np.full(len(reading.solution.supplies.node), NEVER, dtype=np.int64)
    np.minimum.at(needed, pegs.supply, reading.solution.needs.day[pegs.need])
    return needed


def _of(supply: OpenSupply, kind: ExceptionKind, wanted: date | None, message: Message) -> PlanException:
    return PlanException(kind, supply.reference, supply.item, supply.plant, supply.due, wanted, message)
