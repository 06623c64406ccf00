"""Prices and money as callers give them, and prices as they are shown: finer than a cent where the trade is."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, Field, PlainSerializer, model_validator

from headrace_chassis.web.door import LARGEST_MINOR, Minor
from headrace_contracts.currencies import is_currency
from headrace_contracts.messages import say
from headrace_contracts.values import Money, Price, plain

DECIMALS = 9
LARGEST = Decimal(10**12)


def _known(code: str) -> str:
    if not is_currency(code):
        raise ValueError(say("chassis.no-currency", code=code))
    return code


Currency = Annotated[str, AfterValidator(_known), Field(max_length=3)]
PlainDecimal = Annotated[Decimal, PlainSerializer(plain, str)]


class MoneyBody(BaseModel):
    """Whole minor units of a currency, such as cents."""

    minor: Minor
    currency: Currency

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)


class PriceBody(BaseModel):
    """What one unit costs: an `amount` in major units such as "0.0125", or whole `minor` units."""

    amount: Annotated[Decimal, Field(ge=0, le=LARGEST, decimal_places=DECIMALS)] | None = None
    minor: Annotated[int, Field(ge=0, le=LARGEST_MINOR)] | None = None
    currency: Currency

    @model_validator(mode="after")
    def _has_one_figure(self) -> Self:
        if self.minor is None and self.amount is None:
            raise ValueError(say("chassis.give-an-amount"))
        if None not in {self.minor, self.amount} and Price.whole(self.minor or 0, self.currency) != self.price:
            raise ValueError(say("chassis.two-prices"))
        return self

    @property
    def price(self) -> Price:
        if self.amount is None:
            return Price.whole(self.minor or 0, self.currency)
        return Price(self.amount, self.currency)


class PriceView(BaseModel):
    """`amount` is exact; `minor` is the same in minor units, and null where it has a fraction of them."""

    amount: PlainDecimal
    currency: str
    minor: int | None

    @classmethod
    def of(cls, price: Price) -> PriceView:
        minor = price.rounded.minor if Price.of(price.rounded) == price else None
        return cls(amount=price.amount, currency=price.currency, minor=minor)
