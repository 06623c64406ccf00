"""The chain as a business: from the order to the money, one row for each step."""

from __future__ import annotations

from boards import business
from boards.panels import Board, Row


def board() -> Board:
    about = "Orders, plans, work, machines, quality, goods, money: is the chain doing its business?"
    return Board("journey", "Headrace / business journey", about, ROWS)


ROWS = [
    Row("Orders", business.ORDERS),
    Row("Forecasts and plans", [*business.FORECASTING, *business.MRP]),
    Row("Purchases", business.SRM),
    Row("Work", business.MES),
    Row("Machines", business.EQUIPMENT),
    Row("Quality", business.QUALITY),
    Row("Goods", business.LOGISTICS),
    Row("Money", business.FINANCE),
    Row("Proof and exceptions", [*business.TRACEABILITY, *business.CONTROL_TOWER]),
]
