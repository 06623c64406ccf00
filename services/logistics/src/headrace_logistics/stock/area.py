"""Stock on one page."""

from datetime import timedelta

from headrace_chassis.measures import Measure
from headrace_chassis.service import Area
from headrace_chassis.timers import Timer
from headrace_logistics.stock import handlers
from headrace_logistics.stock.api import stock
from headrace_logistics.stock.store import measures
from headrace_logistics.stock.usecases import tell_stock

area = Area(
    api=[stock.router],
    hears=[handlers],
    timers=[Timer("tell-standing-stock", timedelta(minutes=1), tell_stock.tell_standing)],
    measures=[Measure("logistics_stock_lots", "Lots in the house by where they are", measures.stock_lots, ("state",))],
)
