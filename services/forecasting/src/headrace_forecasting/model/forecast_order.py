"""The forecast order: drafted by the engine, adjusted by people, released once into planning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import WrongState
from headrace_contracts.forecasting import v1 as events
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_forecasting.model.forecast_line import ForecastLine

WEEK = timedelta(days=7)


class OrderState(StrEnum):
    DRAFT = "draft"
    ADJUSTED = "adjusted"
    RELEASED = "released"


class ForecastOrderClosed(WrongState):
    """The forecast order is released and no longer changes."""


@dataclass(kw_only=True)
class ForecastOrder(Aggregate):
    """The head of an order; its lines, one for each item, are kept apart from it. `series` counts all levels, `remarks`
    what the run had to say of items."""

    number: str
    first_day: date
    last_day: date
    items: int
    series: int
    remarks: int = 0
    drafted_by: str
    drafted_at: datetime
    state: OrderState = OrderState.DRAFT
    released_by: str = ""
    released_at: datetime | None = None

    def adjust(self, line: ForecastLine, figures: Mapping[date, Quantity], who: str, why: str, at: datetime) -> None:
        self._must_be_open()
        line.adjust(figures, who, why, at)
        self.state = OrderState.ADJUSTED

    def release(self, lines: Iterable[ForecastLine], who: str, at: datetime) -> None:
        """Tell planning what to expect, item by item, then that the order is complete."""
        self._must_be_open()
        self.state, self.released_by, self.released_at = OrderState.RELEASED, who, at
        for line in lines:
            self.tell(_told(self.id, line))
        self.tell(
            events.ForecastOrderReleased(
                release=self.id,
                items=self.items,
                series=self.series,
                first_day=self.first_day,
                last_day=self.last_day,
                released_by=who,
            )
        )

    def _must_be_open(self) -> None:
        if self.released_at:
            raise ForecastOrderClosed(
                say(
                    "forecasting.released-already",
                    number=self.number,
                    released_by=self.released_by,
                    day=self.released_at.date(),
                )
            )


def _told(release: str, line: ForecastLine) -> events.ItemForecastReleased:
    buckets = (events.ForecastBucket(start=b.start, days=WEEK.days, quantity=b.quantity) for b in line.buckets)
    return events.ItemForecastReleased(item=line.item, release=release, method=line.method, buckets=tuple(buckets))
