"""Value types to and from protobuf; used by the generated event modules only.

What is absent on the wire reads as proto3 has it: nothing of no unit, 1970, and for a day the first there is.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp

from headrace.common.v1 import values_pb2
from headrace_contracts.messages import Message
from headrace_contracts.values import Money, Price, Quantity, plain

Seen = Mapping[str, tuple[str, ...]]
"""Fields of an event or of a part of one, and the parties that see them."""
ALL = "all"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_DIGITS = 50


def quantity_to(quantity: Quantity) -> values_pb2.Quantity:
    return values_pb2.Quantity(value=plain(quantity.value), unit=quantity.unit)


def quantity_from(wire: values_pb2.Quantity) -> Quantity:
    """Raises ValueError on what is no number, and on one so large or fine that to write it out takes pages."""
    value = Decimal(wire.value or 0)
    if not value.is_finite() or abs(value.adjusted()) > MOST_DIGITS or len(value.as_tuple().digits) > MOST_DIGITS:
        raise ValueError(f"a quantity of {wire.value[:MOST_DIGITS]} {wire.unit} has more than {MOST_DIGITS} digits")
    return Quantity(value, wire.unit)


def money_to(money: Money) -> values_pb2.Money:
    return values_pb2.Money(minor=money.minor, currency=money.currency)


def money_from(wire: values_pb2.Money) -> Money:
    return Money(wire.minor, wire.currency)


def price_to(price: Price) -> values_pb2.Price:
    return values_pb2.Price(amount=plain(price.amount), currency=price.currency)


def price_from(wire: values_pb2.Price) -> Price:
    return Price(Decimal(wire.amount or 0), wire.currency)


def date_to(day: date) -> values_pb2.Date:
    return values_pb2.Date(year=day.year, month=day.month, day=day.day)


def date_from(wire: values_pb2.Date) -> date:
    """Raises ValueError on what is no day of the calendar."""
    return date(wire.year, wire.month, wire.day) if wire.year or wire.month or wire.day else date.min


def timestamp_to(moment: datetime) -> Timestamp:
    since = moment - EPOCH
    return Timestamp(seconds=since.days * 86_400 + since.seconds, nanos=since.microseconds * 1_000)


def timestamp_from(wire: Timestamp) -> datetime:
    return EPOCH + timedelta(seconds=wire.seconds, microseconds=wire.nanos // 1_000)


def message_to(message: Message) -> values_pb2.Message:
    form = message.form()
    return values_pb2.Message(code=form["code"], facts=json.dumps(form["facts"], ensure_ascii=False))


def message_from(wire: values_pb2.Message) -> Message:
    return Message.read({"code": wire.code, "facts": json.loads(wire.facts or "{}")})


def json_form(value: Any) -> Any:  # noqa: PLR0911 - one line a type
    """The JSON that partners and pages see: quantities, money and prices as objects, days and moments as ISO 8601."""
    if isinstance(value, Message):
        return value.form()
    if isinstance(value, Quantity):
        return {"value": plain(value.value), "unit": value.unit}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, tuple | list):
        return [json_form(part) for part in value]
    if dataclasses.is_dataclass(value):
        return {field.name: json_form(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value


def seen_form(value: Any, party: str) -> dict[str, Any]:
    """The JSON that one party sees of an event: fields that are not for it are not in it."""
    return {name: _seen(getattr(value, name), party) for name, by in value.seen.items() if party in by or ALL in by}


def _seen(value: Any, party: str) -> Any:
    if isinstance(value, tuple | list):
        return [_seen(part, party) for part in value]
    return seen_form(value, party) if hasattr(value, "seen") else json_form(value)


def unset_or(value: bool | None) -> Any:
    """None leaves the field unset, which the stubs of protobuf do not know of a bool."""
    return value
