"""What a run left out, put right or could not do, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from headrace_contracts.messages import say
from headrace_forecasting.engine.result import CompanyForecast, SeriesForecast, UnitForecast
from headrace_forecasting.model.remark import Remark, RemarkKind
from headrace_forecasting.store.history import OtherUnit


def remarks_of(answer: CompanyForecast, other_units: Sequence[OtherUnit]) -> list[Remark]:
    """By item, as far as they speak of one."""
    found = [*_left_out(answer), *_other(other_units)]
    for part in answer.parts:
        found += _owed(part)
        for series in part.result.series:
            found += _of_series(part, series)
    return sorted(found, key=lambda remark: (remark.item, remark.kind))


def _left_out(answer: CompanyForecast) -> Iterator[Remark]:
    for item, reason in answer.left_out.items():
        yield Remark(item, RemarkKind.LEFT_OUT, say("forecasting.left-out", item=item, reason=reason))


def _other(found: Sequence[OtherUnit]) -> Iterator[Remark]:
    for item, unit, now, sales in found:
        words = say("forecasting.sales-in-another-unit", sales=sales, item=item, unit=unit, now=now)
        yield Remark(item, RemarkKind.OTHER_UNIT, words)


def _owed(part: UnitForecast) -> Iterator[Remark]:
    for item, steps in part.owed.items():
        more = part.quantum.amount(steps)
        words = say("forecasting.more-came-back", more=more, item=item)
        yield Remark(item, RemarkKind.MORE_CAME_BACK, words)


def _of_series(part: UnitForecast, series: SeriesForecast) -> Iterator[Remark]:
    level, node = series.key.level, series.key.node
    item = node if level == "item" else ""
    if series.failure:
        words = say("forecasting.no-model", level=level, node=node, failure=series.failure)
        yield Remark(item, RemarkKind.METHOD_FAILED, words)
    if item and series.reborn is not None:
        week = part.first_week + timedelta(weeks=series.reborn)
        words = say("forecasting.began-anew", item=item, week=week)
        yield Remark(item, RemarkKind.BEGAN_ANEW, words)
