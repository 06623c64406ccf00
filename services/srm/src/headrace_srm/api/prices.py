"""Prices of bulk rows: kept in whole minor units, and every rounding told in the answer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Protocol, Self

from pydantic import BaseModel, Field, StringConstraints, model_validator

from headrace_chassis.web.bulk import Loaded
from headrace_contracts.values import Money


class PriceRow(BaseModel):
    """Whole `minor` units, or an `amount` in major units such as "49.9126", rounded half to even to the minor unit."""

    minor: Annotated[int, Field(ge=0)] | None = None
    amount: Annotated[Decimal, Field(ge=0)] | None = None
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]

    @model_validator(mode="after")
    def _has_one_figure(self) -> Self:
        if (self.minor is None) == (self.amount is None):
            raise ValueError("give either minor units or an amount")
        return self

    @property
    def money(self) -> Money:
        if self.amount is not None:
            return Money.of(self.amount, self.currency)
        return Money(self.minor or 0, self.currency)

    @property
    def is_rounded(self) -> bool:
        return self.amount is not None and self.money.major != self.amount


class Priced(Protocol):
    price: PriceRow


class Rounded(BaseModel):
    """`row` counts from 0 in the request."""

    row: int
    field: str
    detail: str


class LoadedPrices(Loaded):
    """`rounded` names the rows whose price had more decimals than its currency."""

    rounded: list[Rounded] = Field(default_factory=list)

    def note_rounding(self, rows: Sequence[tuple[int, Priced]]) -> None:
        """Of the rows that were taken."""
        refused = {error.row for error in self.errors}
        for number, row in rows:
            price = row.price
            if price.is_rounded and number not in refused:
                detail = f"{price.amount} {price.currency} is kept as {price.money}"
                self.rounded.append(Rounded(row=number, field="price", detail=detail))
