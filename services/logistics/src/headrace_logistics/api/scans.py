"""What a scanner sends."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, Field, model_validator

from headrace_contracts.values import Quantity
from headrace_logistics.model.scanning import Label


class ScanBody(BaseModel):
    """One scan of a lot or a piece. `scan` is an id drawn by the device: sent again, it has no second effect.

    `item` and `company` are given when the label names them.
    """

    scan: str = Field(min_length=1)
    lot: str = ""
    serial: str = ""
    item: str = ""
    quantity: Quantity | None = None
    company: str = ""

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not self.lot and not self.serial:
            msg = "a scan names a lot or a serial"
            raise ValueError(msg)
        return self

    def to_label(self) -> Label:
        return Label(self.scan, self.lot, self.serial, self.item, self.quantity, self.company)


class ScansOrProposal(BaseModel):
    """Either scans, or `propose`: the system takes all that is still needed, oldest lots first."""

    scans: list[ScanBody] = Field(default=[], max_length=500)
    propose: bool = False

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if bool(self.scans) == self.propose:
            msg = "give scans, or propose: true"
            raise ValueError(msg)
        return self

    def labels(self) -> list[Label]:
        return [scan.to_label() for scan in self.scans]
