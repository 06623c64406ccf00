"""LOG-1: stock reserved for one work order or shipment is out of reach of others."""

from datetime import UTC, date, datetime

import pytest

from headrace_logistics.stock.model import places
from headrace_logistics.stock.model.lots import Lot, lots_in_stock
from headrace_logistics.stock.model.picking import Need, Pick, take_scanned
from headrace_logistics.stock.model.reservation import Holder, release, reserve, withdraw
from headrace_logistics.stock.model.scanning import Reason, ScanRefused
from headrace_logistics.stock.model.stock import Goods, Move, NotEnough, Stock

from ..worlds import TODAY, pcs, scan

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
BOLT = Goods("BOLT", "L-1")
FACTS = {lot.key: lot for lot in (Lot("BOLT", name, "ACME", date(2026, 11, 1)) for name in ("L-1", "L-2"))}
ORDER, OTHER = Holder("P1", "W-1"), Holder("P1", "W-2")


@pytest.fixture
def stock() -> Stock:
    supplier = places.supplier("P1", "S-1")
    return Stock.replay([Move(BOLT, pcs(10), supplier, places.available("P1"), "N-1", AT)])


def seen_by(stock: Stock, holder: Holder):
    (lot,) = lots_in_stock(stock, FACTS, holder.name)
    return lot


def test_reserved_stock_is_seen_by_its_holder_only(stock):
    reserve(stock, [Pick(BOLT, pcs(6))], ORDER, AT)
    assert (seen_by(stock, ORDER).available, seen_by(stock, ORDER).reserved) == (pcs(10), pcs(0))
    assert (seen_by(stock, OTHER).available, seen_by(stock, OTHER).reserved) == (pcs(4), pcs(6))


def test_a_scan_looks_at_the_lots_of_its_number_only(stock):
    other = Goods("BOLT", "L-2")
    stock.post(Move(other, pcs(3), places.supplier("P1", "S-1"), places.available("P1"), "N-1", AT))
    (found,) = lots_in_stock(stock, FACTS, ORDER.name, "L-2")
    assert (found.goods, found.available) == (other, pcs(3))
    assert lots_in_stock(stock, FACTS, ORDER.name, "L-3") == ()
    assert len(lots_in_stock(stock, FACTS, ORDER.name)) == 2


def test_another_order_is_refused_what_is_reserved(stock):
    reserve(stock, [Pick(BOLT, pcs(6))], ORDER, AT)
    need = Need("BOLT", pcs(5), "ACME", "P1", TODAY)
    with pytest.raises(ScanRefused) as refusal:
        take_scanned([seen_by(stock, OTHER)], scan("L-1", 5), need)
    assert refusal.value.reason is Reason.RESERVED


def test_no_more_than_is_free_can_be_reserved(stock):
    reserve(stock, [Pick(BOLT, pcs(6))], ORDER, AT)
    with pytest.raises(NotEnough):
        reserve(stock, [Pick(BOLT, pcs(5))], OTHER, AT)


def test_goods_are_taken_from_the_reservation_first(stock):
    reserve(stock, [Pick(BOLT, pcs(6))], ORDER, AT)
    target = places.production("P1", "W-1")
    withdraw(stock, Pick(BOLT, pcs(8)), ORDER, target, AT)
    assert stock.held(BOLT, ORDER.place, "pcs") == pcs(0)
    assert stock.held(BOLT, places.available("P1"), "pcs") == pcs(2)
    assert stock.held(BOLT, target, "pcs") == pcs(8)


def test_what_is_not_withdrawn_stays_reserved(stock):
    reserve(stock, [Pick(BOLT, pcs(6))], ORDER, AT)
    withdraw(stock, Pick(BOLT, pcs(2)), ORDER, places.production("P1", "W-1"), AT)
    assert stock.held(BOLT, ORDER.place, "pcs") == pcs(4)
    assert stock.held(BOLT, places.available("P1"), "pcs") == pcs(4)


def test_a_withdrawal_that_is_too_large_takes_nothing(stock):
    reserve(stock, [Pick(BOLT, pcs(6))], ORDER, AT)
    with pytest.raises(NotEnough):
        withdraw(stock, Pick(BOLT, pcs(5)), OTHER, places.production("P1", "W-2"), AT)
    assert stock.held(BOLT, ORDER.place, "pcs") == pcs(6)
    assert stock.held(BOLT, places.available("P1"), "pcs") == pcs(4)


def test_a_released_reservation_is_free_again(stock):
    reserve(stock, [Pick(BOLT, pcs(6))], ORDER, AT)
    release(stock, ORDER, AT)
    assert seen_by(stock, OTHER).available == pcs(10)


def test_the_view_tells_the_states_apart_plant_by_plant(stock):
    free = places.available("P1")
    stock.post(Move(BOLT, pcs(2), free, places.in_inspection("P1"), "Q", AT))
    stock.post(Move(BOLT, pcs(3), free, places.blocked("P1"), "Q", AT))
    stock.post(Move(Goods("BOLT", "?"), pcs(1), places.supplier("P1", "S"), free, "N", AT))
    lot = seen_by(stock, OTHER)
    assert (lot.available, lot.inspection, lot.blocked) == (pcs(5), pcs(2), pcs(3))
