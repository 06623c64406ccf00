"""The rules of stock: goods in places, moves, lots, picking and what scanners read."""

from headrace_logistics.stock.model import places
from headrace_logistics.stock.model.counting import Unit
from headrace_logistics.stock.model.identifying import identify_in_production
from headrace_logistics.stock.model.lots import ANOTHER_COMPANY, Lot, LotInStock, lots_at
from headrace_logistics.stock.model.picking import (
    MOST_PICKS,
    Need,
    Pick,
    PickRule,
    TooManyPieces,
    propose,
    take_scanned,
)
from headrace_logistics.stock.model.places import Place, PlaceKind, adjustment, available, blocked, consumed, production
from headrace_logistics.stock.model.reach import Reach
from headrace_logistics.stock.model.reservation import Holder, withdraw
from headrace_logistics.stock.model.scanning import (
    Label,
    Reason,
    Scan,
    ScanRefused,
    but_for_case,
    is_repeat,
    refuse_impossible,
    refuse_reused,
)
from headrace_logistics.stock.model.stock import (
    Balance,
    Goods,
    Move,
    NotEnough,
    SerialTwice,
    Stock,
    WrongAmount,
    in_all,
    move_all,
    move_held,
    parts,
)

__all__ = [
    "ANOTHER_COMPANY",
    "MOST_PICKS",
    "Balance",
    "Goods",
    "Holder",
    "Label",
    "Lot",
    "LotInStock",
    "Move",
    "Need",
    "NotEnough",
    "Pick",
    "PickRule",
    "Place",
    "PlaceKind",
    "Reach",
    "Reason",
    "Scan",
    "ScanRefused",
    "SerialTwice",
    "Stock",
    "TooManyPieces",
    "Unit",
    "WrongAmount",
    "adjustment",
    "available",
    "blocked",
    "but_for_case",
    "consumed",
    "identify_in_production",
    "in_all",
    "is_repeat",
    "lots_at",
    "move_all",
    "move_held",
    "parts",
    "places",
    "production",
    "propose",
    "refuse_impossible",
    "refuse_reused",
    "take_scanned",
    "withdraw",
]
