"""Made from proto/headrace/forecasting/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from headrace.forecasting.v1 import events_pb2 as pb
from headrace_contracts import wire
from headrace_contracts.values import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastBucket:
    seen: ClassVar[wire.Seen] = {}

    start: date
    days: int
    quantity: Quantity

    def to_pb(self) -> pb.ForecastBucket:
        return pb.ForecastBucket(
            start=wire.date_to(self.start), days=self.days, quantity=wire.quantity_to(self.quantity)
        )

    @classmethod
    def from_pb(cls, m: pb.ForecastBucket) -> Self:
        return cls(start=wire.date_from(m.start), days=m.days, quantity=wire.quantity_from(m.quantity))


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemForecastReleased:
    event_type: ClassVar[str] = "headrace.forecasting.v1.ItemForecastReleased"
    topic: ClassVar[str] = "headrace.forecasting.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "forecast-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    item: str
    release: str
    method: str
    buckets: tuple[ForecastBucket, ...] = ()

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.ItemForecastReleased.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.ItemForecastReleased:
        return pb.ItemForecastReleased(
            item=self.item, release=self.release, method=self.method, buckets=[x.to_pb() for x in self.buckets]
        )

    @classmethod
    def from_pb(cls, m: pb.ItemForecastReleased) -> Self:
        return cls(
            item=m.item, release=m.release, method=m.method, buckets=tuple(ForecastBucket.from_pb(x) for x in m.buckets)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastOrderReleased:
    event_type: ClassVar[str] = "headrace.forecasting.v1.ForecastOrderReleased"
    topic: ClassVar[str] = "headrace.forecasting.v1"
    key_field: ClassVar[str] = "release"
    shown_in: ClassVar[str] = "forecast-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    release: str
    items: int
    series: int
    first_day: date
    last_day: date
    released_by: str

    @property
    def key(self) -> str:
        return self.release

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.ForecastOrderReleased.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.ForecastOrderReleased:
        return pb.ForecastOrderReleased(
            release=self.release,
            items=self.items,
            series=self.series,
            first_day=wire.date_to(self.first_day),
            last_day=wire.date_to(self.last_day),
            released_by=self.released_by,
        )

    @classmethod
    def from_pb(cls, m: pb.ForecastOrderReleased) -> Self:
        return cls(
            release=m.release,
            items=m.items,
            series=m.series,
            first_day=wire.date_from(m.first_day),
            last_day=wire.date_from(m.last_day),
            released_by=m.released_by,
        )
