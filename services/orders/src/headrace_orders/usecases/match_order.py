"""The matching job: gather what is known of the factories, let the engine decide, keep its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from headrace_chassis.compute import Watch
from headrace_chassis.jobs import Work
from headrace_chassis.tx import Tx
from headrace_contracts.values import Quantity
from headrace_orders import engine
from headrace_orders.model.order import Allocation, Order, OrderLine, OrderState, Refusal
from headrace_orders.store import factories
from headrace_orders.store.factories import Reservation
from headrace_orders.store.orders import orders
from headrace_orders.usecases.gather import Question, bottleneck, gather
from headrace_orders.usecases.reasons import in_words


async def run(work: Work) -> Mapping[str, Any]:
    question = await work.transact(ask, work.params["order"])
    answer, verdicts = await work.compute(answer_question, question.lines, question.factories)
    order = await work.transact(keep_match, work.params["order"], question.today, answer, verdicts)
    return {"order": order.id, "state": order.state.value, "method": answer.optimality.method}


def answer_question(
    lines: list[engine.Line], sites: list[engine.Factory], _watch: Watch
) -> tuple[engine.Match, list[engine.Verdict]]:
    found = engine.match(lines, sites)
    return found, list(engine.explain(lines, sites, found))


async def ask(tx: Tx, order: str) -> Question:
    return await gather(tx, await orders.get(tx, order))


async def keep_match(
    tx: Tx, order_id: str, today: date, answer: engine.Match, verdicts: Sequence[engine.Verdict]
) -> Order:
    """An order that was cancelled meanwhile stays as it is."""
    order = await orders.take(tx, order_id)
    if order.state is not OrderState.PLACED:
        return order
    refusals = [Refusal(int(v.line), v.factory, v.reason.value, in_words(v)) for v in verdicts if not v.chosen]
    if any(outcome.promise_day is None for outcome in answer.outcomes):
        order.refuse(refusals)
    else:
        ready = today + timedelta(days=max(outcome.promise_day or 0 for outcome in answer.outcomes))
        promise = max(ready, *(line.due for line in order.lines))
        order.match(_allocations(order, today, answer, verdicts), refusals, promise)
        await factories.reserve(tx, order.tenant, await _reservations(tx, order))
    await orders.save(tx, order)
    tx.tell(order)
    return order


def _allocations(
    order: Order, today: date, answer: engine.Match, verdicts: Sequence[engine.Verdict]
) -> list[Allocation]:
    """One for each line and plant, though a part of it may come from stock; finished when it is due, not sooner."""
    lines = {str(line.line): line for line in order.lines}
    reasons = {(v.line, v.factory): in_words(v) for v in verdicts if v.chosen}
    return [
        _allocation(
            lines[line],
            plant,
            [a for a in answer.allocations if (a.line, a.factory) == (line, plant)],
            today,
            why,
        )
        for (line, plant), why in reasons.items()
    ]


def _allocation(
    line: OrderLine, plant: str, parts: Sequence[engine.Allocation], today: date, reason: str
) -> Allocation:
    return Allocation(
        line.line,
        line.item,
        plant,
        Quantity(Decimal(sum(part.quantity for part in parts)), line.quantity.unit),
        today + timedelta(days=min(part.start_day for part in parts)),
        max(line.due, today + timedelta(days=max(part.finish_day for part in parts))),
        reason,
    )


async def _reservations(tx: Tx, order: Order) -> list[Reservation]:
    routings = await factories.routings(tx, order.tenant, {a.item for a in order.allocations})
    centres = {centre.name: centre for centre in await factories.work_centres(tx, order.tenant)}
    held = []
    for part in order.allocations:
        minutes = routings.get((part.plant, part.item))
        if minutes:
            tightest = bottleneck(minutes, centres)
            taken = minutes[tightest] * float(part.quantity.value)
            held.append(Reservation(order.id, part.line, part.item, part.plant, tightest, part.start, taken))
    return held
