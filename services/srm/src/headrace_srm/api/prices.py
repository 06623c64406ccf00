"""Prices of bulk rows: exact to nine decimals, and every rounding told in the answer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Annotated, Protocol

from pydantic import BaseModel, Field

from headrace_chassis.language import in_words
from headrace_chassis.loading import Loaded
from headrace_chassis.web.prices import DECIMALS, LARGEST, PriceBody
from headrace_contracts.messages import say
from headrace_contracts.values import Price

FINEST = Decimal(1).scaleb(-DECIMALS)


class PriceRow(PriceBody):
    """What one unit costs, as old books have it: an amount with more than nine decimals is rounded half to even."""

    amount: Annotated[Decimal, Field(ge=0, le=LARGEST)] | None = None

    @property
    def kept(self) -> Price:
        given = self.price
        finer = int(given.amount.as_tuple().exponent) < -DECIMALS
        return Price(given.amount.quantize(FINEST, ROUND_HALF_EVEN), given.currency) if finer else given


class Priced(Protocol):
    price: PriceRow


class Rounded(BaseModel):
    """`row` counts from 0 in the request."""

    row: int
    field: str
    detail: str


class LoadedPrices(Loaded):
    """`rounded` names the rows whose price had more than nine decimals."""

    rounded: list[Rounded] = Field(default_factory=list)

    def note_rounding(self, rows: Sequence[tuple[int, Priced]]) -> None:
        """Of the rows that were taken."""
        refused = {error.row for error in self.errors}
        for number, row in rows:
            given, kept = row.price.price, row.price.kept
            if given != kept and number not in refused:
                detail = say("srm.price-kept-as", given=given, kept=kept)
                self.rounded.append(Rounded(row=number, field="price", detail=in_words(detail)))
