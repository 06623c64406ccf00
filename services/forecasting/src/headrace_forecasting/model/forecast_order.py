"""The forecast order: drafted by the engine, adjusted by people, released once into planning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from headrace_forecasting.model.forecast_line import Adjustment, ForecastLine


class OrderState(StrEnum):
    DRAFT = "draft"
    ADJUSTED = "adjusted"
    RELEASED = "released"


class ForecastOrderClosed(ValueError):  # noqa: N818 - the trade's word
    """The forecast order is released and no longer changes."""


class ForecastLineUnknown(LookupError):  # noqa: N818 - the trade's word
    """The forecast order has no line for that item and bucket."""


class ForecastOrderEmpty(ValueError):  # noqa: N818 - the trade's word
    """A forecast order without lines says nothing to planning."""


@dataclass(frozen=True, slots=True)
class Release:
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ForecastOrder:
    """One line per item and bucket; every change gives a new order, the old one stays as it was."""

    number: str
    lines: tuple[ForecastLine, ...]
    release: Release | None = None

    @classmethod
    def draft(cls, number: str, lines: tuple[ForecastLine, ...]) -> Self:
        if not lines:
            raise ForecastOrderEmpty(
                f"forecast order {number} has no lines; run a forecast of at least one item"
            )
        if len({(line.item, line.bucket_start) for line in lines}) < len(lines):
            raise ValueError(f"forecast order {number} has two lines for one item and bucket; merge them")
        return cls(number, lines)

    @property
    def state(self) -> OrderState:
        if self.release:
            return OrderState.RELEASED
        return OrderState.ADJUSTED if any(line.adjustments for line in self.lines) else OrderState.DRAFT

    def adjust(self, item: str, bucket_start: date, adjustment: Adjustment) -> ForecastOrder:
        self._must_be_open()
        place = self._place(item, bucket_start)
        changed = self.lines[place].adjusted(adjustment)
        return replace(self, lines=(*self.lines[:place], changed, *self.lines[place + 1 :]))

    def released(self, who: str, at: datetime) -> ForecastOrder:
        self._must_be_open()
        if not who.strip():
            raise ValueError(f"say who releases forecast order {self.number}")
        return replace(self, release=Release(who, at))

    def _must_be_open(self) -> None:
        if self.release:
            raise ForecastOrderClosed(
                f"forecast order {self.number} was released by {self.release.who} "
                f"on {self.release.at:%Y-%m-%d}; "
                "draft a new one instead"
            )

    def _place(self, item: str, bucket_start: date) -> int:
        for place, line in enumerate(self.lines):
            if (line.item, line.bucket_start) == (item, bucket_start):
                return place
        raise ForecastLineUnknown(
            f"forecast order {self.number} has no line for {item} in the bucket of {bucket_start}; "
            "use an item and bucket start of the order"
        )
