"""The stock ledger: what is where by lot and serial. Every other area moves goods here, and nowhere else."""

from headrace_logistics.stock.store.balances import ItemPlant
from headrace_logistics.stock.store.items import units
from headrace_logistics.stock.store.ledger import Ledger, take
from headrace_logistics.stock.store.lots import add as add_lots
from headrace_logistics.stock.store.lots import known_elsewhere
from headrace_logistics.stock.usecases.scans import Picking

__all__ = ["ItemPlant", "Ledger", "Picking", "add_lots", "known_elsewhere", "take", "units"]
