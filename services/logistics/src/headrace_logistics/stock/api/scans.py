"""What a scanner sends."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, Field, StringConstraints, field_validator, model_validator

from headrace_chassis.web.door import printed
from headrace_contracts import gs1
from headrace_contracts.gs1 import is_marked
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.scanning import Label

Scanned = Annotated[str, StringConstraints(strip_whitespace=True)]


class ScanBody(BaseModel):
    """One scan of a lot or a piece. `scan` is an id drawn by the device: sent again, it has no second effect.

    A whole GS1 label in `lot` or `serial` is taken apart; blanks at the ends, which scanners add, are cut.
    `item`, `company` and `maker` (whose lot it is) are given when the label names them, or when a lot number alone
    could mean several.
    """

    scan: str = Field(min_length=1)
    lot: Scanned = ""
    serial: Scanned = ""
    item: str = ""
    quantity: Quantity | None = None
    company: str = ""
    maker: str = ""

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not self.lot and not self.serial:
            msg = say("logistics.scan-names-nothing")
            raise ValueError(msg)
        return self

    @field_validator("lot", "serial")
    @classmethod
    def _is_printed(cls, text: str) -> str:
        return text if is_marked(text) else printed(text)

    def to_label(self) -> Label:
        lot, serial = _numbers(self.lot, self.serial)
        return Label(self.scan, lot, serial, self.item, self.quantity, self.company, self.maker)


def _numbers(lot: str, serial: str) -> tuple[str, str]:
    """A whole GS1 label in either field says both. Raises CodeRefused when it can't be read."""
    for text in (lot, serial):
        if is_marked(text):
            code = gs1.parse(text)
            if not code.lot and not code.serial:
                raise gs1.CodeRefused(say("logistics.item-only", text=text))
            return code.lot or "", code.serial or ""
    return lot, serial


class ScansOrProposal(BaseModel):
    """Either scans, or `propose`: the system takes all that is still needed, oldest lots first."""

    scans: list[ScanBody] = Field(default=[], max_length=500)
    propose: bool = False

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if not self._enough():
            msg = say("logistics.scans-or-propose")
            raise ValueError(msg)
        return self

    def _enough(self) -> bool:
        return bool(self.scans) != self.propose

    def labels(self) -> list[Label]:
        return [scan.to_label() for scan in self.scans]
