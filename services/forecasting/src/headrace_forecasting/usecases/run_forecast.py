"""The forecast job: gather the history, let the engine work, keep a draft order with the reasons for each figure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from headrace_chassis import jobs
from headrace_chassis.jobs import JobState, Work
from headrace_chassis.numbers import next_number
from headrace_chassis.runtime import Running
from headrace_chassis.tx import Tx
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_forecasting.engine import worker
from headrace_forecasting.engine.question import Question
from headrace_forecasting.engine.result import CompanyForecast
from headrace_forecasting.model.forecast_order import ForecastOrder
from headrace_forecasting.store import choices, decisions, history, items, remarks
from headrace_forecasting.store.forecasts import all_series, lines, orders
from headrace_forecasting.usecases.answer import line_of, series_of
from headrace_forecasting.usecases.remark import remarks_of

FORECAST = "forecast"
SILENCE = timedelta(weeks=4)
"""With no sale at all for so long, the history is rather missing than empty."""


class HistoryMissing(RuleBroken):
    """There is no history that leads up to the forecast."""


async def ask(tx: Tx, first_day: date | None, weeks: int) -> JobState:
    """Queue a run whose first week is that of `first_day` (today by default). Raises HistoryMissing."""
    first_day, reach = first_day or tx.today, await choices.reach(tx)
    if first_day > reach.last:
        raise HistoryMissing(say("forecasting.not-known-yet", first_day=first_day, today=tx.today))
    last = await history.last_sale(tx, reach.first, first_day)
    if last is None:
        raise HistoryMissing(say("forecasting.no-sales-known", first=reach.first, first_day=first_day))
    if first_day - last > SILENCE:
        raise HistoryMissing(say("forecasting.last-sale-long-ago", first_day=first_day, last=last, days=SILENCE.days))
    job = await jobs.ask(tx, FORECAST, {"first_day": first_day.isoformat(), "weeks": weeks})
    return await jobs.show(tx, job)


async def warm_up(running: Running) -> None:
    """Loading the library takes longer than most forecasts; begin while nobody waits."""
    await running.runtime.compute.run(worker.load_library)


async def run(work: Work) -> Mapping[str, Any]:
    question = await work.transact(gather, date.fromisoformat(work.params["first_day"]), work.params["weeks"])
    answer = await work.compute(worker.answer, question)
    order = await work.transact(keep, order_id(work.id), work.asked_by, question, answer)
    return {
        "forecast_order": order.id,
        "items": order.items,
        "series": order.series,
        "left_out": len(question.items) - order.items,
        "remarks": order.remarks,
    }


def order_id(job: str) -> str:
    """One order for each job, however often the job is begun."""
    return "fco" + job.removeprefix("job")


async def gather(tx: Tx, first_day: date, weeks: int) -> Question:
    return Question(
        items=await items.offered(tx),
        sold=await history.sold_days(tx, (await choices.reach(tx)).first, first_day),
        lacking=await history.all_stock_outs(tx),
        declined=await decisions.declined_weeks(tx),
        first_day=first_day,
        weeks=weeks,
    )


async def keep(tx: Tx, order: str, drafted_by: str, question: Question, answer: CompanyForecast) -> ForecastOrder:
    kept = await orders.find(tx, order)
    if kept:
        return kept
    found = series_of(answer, order, tx.tenant)
    decimals = {item.item: item.decimals for item in question.items}
    drafted = [line_of(series, decimals[series.item]) for series in found if series.item]
    starts = answer.parts[0].result.bucket_starts
    other = await history.other_units(tx, (await choices.reach(tx)).first, question.first_day)
    said = remarks_of(answer, other)
    draft = ForecastOrder(
        id=order,
        tenant=tx.tenant,
        number=await next_number(tx, "FO"),
        first_day=starts[0],
        last_day=starts[-1] + timedelta(days=6),
        items=len(drafted),
        series=len(found),
        remarks=len(said),
        drafted_by=drafted_by,
        drafted_at=tx.now,
    )
    await orders.add(tx, draft)
    await lines.add(tx, *drafted)
    await all_series.add(tx, *found)
    await remarks.keep(tx, order, said)
    return draft
