"""Lots and scans that the tests share."""

from datetime import date

from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.lots import LotInStock
from headrace_logistics.stock.model.scanning import Scan
from headrace_logistics.stock.model.stock import Goods

TODAY = date(2026, 11, 21)


def pcs(value: int) -> Quantity:
    return Quantity.of(value, "pcs")


def lot(
    code: str,
    free: int = 10,
    *,
    item: str = "BOLT",
    serial: str = "",
    company: str = "ACME",
    plant: str = "P1",
    received: date = date(2026, 11, 1),
    expires: date | None = None,
    inspection: int = 0,
    blocked: int = 0,
    reserved: int = 0,
) -> LotInStock:
    return LotInStock(
        Goods(item, code, serial),
        company,
        plant,
        received,
        expires,
        pcs(free),
        pcs(inspection),
        pcs(blocked),
        pcs(reserved),
    )


def scan(
    code: str,
    quantity: int = 1,
    *,
    item: str = "BOLT",
    serial: str = "",
    scan_id: str = "",
    company: str = "",
) -> Scan:
    return Scan(scan_id or f"{item}-{code}-{serial}", Goods(item, code, serial), pcs(quantity), company)
