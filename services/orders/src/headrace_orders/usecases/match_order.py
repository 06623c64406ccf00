"""The matching job: gather the facts, let the engine promise, keep it unless another promise came between."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from headrace_chassis import jobs
from headrace_chassis.compute import Watch
from headrace_chassis.jobs import Work
from headrace_chassis.runtime import Running
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.messages import Said, say
from headrace_orders.engine.promising import promise
from headrace_orders.model.order import WAITING, Order
from headrace_orders.model.question import Answer, PartKey, Question
from headrace_orders.store import held
from headrace_orders.store.orders import orders, versions
from headrace_orders.usecases.gather import gather
from headrace_planning.engine.warm import warm

MATCH = "match-order"
ATTEMPTS = 20
"""Each time another order of the seller got its promise first."""


class FactsChanged(Exception):
    """Promises were given, moved or ended while this one was reckoned."""


async def ask_for_match(tx: Tx, order: Order) -> None:
    order.await_match(await jobs.ask(tx, MATCH, {"order": order.id}))


async def warm_up(running: Running) -> None:
    """Loading the kernels takes seconds; begin while nobody waits."""
    await running.runtime.compute.run(load_kernels)


def load_kernels(_watch: Watch) -> None:
    warm()


async def run(work: Work) -> Mapping[str, Any]:
    for attempt in range(1, ATTEMPTS + 1):
        question = await work.read(ask, work.params["order"])
        answer = await work.compute(answer_question, question)
        try:
            order = await work.transact(keep_match, question, answer)
        except FactsChanged:
            if attempt == ATTEMPTS:
                raise
        else:
            return {"order": order.id, "state": order.state.value, "method": answer.method}
    raise AssertionError


def answer_question(question: Question, _watch: Watch) -> Answer:
    return promise(question)


async def ask(tx: Tx, order: str) -> Question:
    return await gather(tx, await orders.get(tx, order))


async def keep_match(tx: Tx, question: Question, answer: Answer) -> Order:
    """An order that was cancelled meanwhile stays as it is. Raises FactsChanged."""
    await in_turn(tx, f"promises of {tx.tenant}")
    order = await orders.take(tx, question.order)
    if order.state not in WAITING:
        return order
    if question.is_outdated_by(await versions(tx, order.tenant)):
        raise FactsChanged(say("orders.others-first"))
    if answer.allocations:
        order.match(answer.allocations, answer.refusals)
        await held.hold(tx, order.tenant, order.id, answer.holds)
        await _move(tx, answer.moved, order)
    else:
        order.refuse(answer.refusals)
    await orders.save(tx, order)
    tx.tell(order)
    return order


async def _move(tx: Tx, moved: Mapping[str, Mapping[PartKey, date]], first: Order) -> None:
    """Orders of less priority wait for what this one takes, and their customers are told so."""
    cause = say("orders.goes-first", number=first.number, priority=first.priority)
    for name, days in sorted(moved.items()):
        other = await orders.take(tx, name)
        other.move_parts(days, cause=cause, reference=first.id)
        await orders.save(tx, other)
        tx.tell(other)


async def matching_failed(tx: Tx, params: Mapping[str, Any], why: Said) -> None:
    order = await orders.take(tx, params["order"])
    order.give_up(why)
    await orders.save(tx, order)
    tx.tell(order)
