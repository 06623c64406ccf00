"""LOG-2: a shipment is picked from accepted stock, dispatched and delivered."""

from datetime import UTC, datetime, timedelta

import pytest

from headrace_logistics.shipping.model.shipment import Shipment, ShipmentLine, ShipmentState, WrongShipment, WrongStage
from headrace_logistics.stock.model.scanning import Reason, ScanRefused

from ..worlds import TODAY, lot, pcs, scan

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
FIRST, SECOND = (lot("W-1", 1, item="PUMP", serial=serial) for serial in ("1", "2"))


def shipment(*lines: ShipmentLine) -> Shipment:
    return Shipment.prepare(
        "shp_1",
        "SH-1",
        tenant="ACME",
        order="SO-1",
        customer="C-1",
        plant="P1",
        lines=lines or (ShipmentLine(1, "PUMP", pcs(2)),),
    )


def pump(serial: str, scan_id: str = ""):
    return scan("W-1", item="PUMP", serial=serial, scan_id=scan_id)


def picked() -> Shipment:
    goods = shipment()
    goods.pick(pump("1"), [FIRST], TODAY)
    goods.pick(pump("2"), [SECOND], TODAY)
    return goods


def test_picked_goods_are_dispatched_and_delivered():
    goods = picked()
    goods.dispatch("Truck 7", AT)
    assert (goods.state, goods.carrier, goods.dispatched_at) == (ShipmentState.DISPATCHED, "Truck 7", AT)
    goods.deliver("Chen", AT + timedelta(hours=2))
    assert (goods.state, goods.received_by) == (ShipmentState.DELIVERED, "Chen")


def test_the_lines_of_one_item_fill_in_order():
    goods = shipment(ShipmentLine(1, "PUMP", pcs(1)), ShipmentLine(2, "PUMP", pcs(1)))
    assert goods.pick(pump("1"), [FIRST], TODAY).order_line == 1
    assert goods.pick(pump("2"), [SECOND], TODAY).order_line == 2


def test_a_serial_is_picked_once_however_often_it_is_sent():
    goods = shipment()
    goods.pick(pump("1"), [FIRST], TODAY)
    assert goods.pick(pump("1"), [FIRST], TODAY) is None
    with pytest.raises(ScanRefused) as refusal:
        goods.pick(pump("1", scan_id="again"), [FIRST], TODAY)
    assert refusal.value.reason is Reason.SERIAL_TWICE


@pytest.mark.parametrize(
    ("lots", "reason"),
    [
        ([lot("W-1", 0, item="PUMP", serial="1", inspection=1)], Reason.IN_INSPECTION),
        ([lot("W-1", 0, item="PUMP", serial="1", blocked=1)], Reason.BLOCKED),
        ([lot("W-1", 0, item="PUMP", serial="1", reserved=1)], Reason.RESERVED),
        ([], Reason.UNKNOWN_LOT),
    ],
)
def test_only_accepted_stock_may_go(lots, reason):
    goods = shipment()
    with pytest.raises(ScanRefused) as refusal:
        goods.pick(pump("1"), lots, TODAY)
    assert refusal.value.reason is reason
    assert goods.picked == []


def test_what_the_order_does_not_have_stays():
    with pytest.raises(ScanRefused, match="order SO-1 has no BOLT"):
        shipment().pick(scan("L"), [lot("L")], TODAY)


def test_no_more_goes_than_was_ordered():
    with pytest.raises(ScanRefused) as refusal:
        picked().pick(pump("3"), [lot("W-1", 1, item="PUMP", serial="3")], TODAY)
    assert refusal.value.reason is Reason.TOO_MUCH


def test_a_shipment_that_lacks_goods_stays():
    goods = shipment()
    goods.pick(pump("1"), [FIRST], TODAY)
    with pytest.raises(WrongStage, match="lacks 1 pcs of PUMP"):
        goods.dispatch("Truck 7", AT)


def test_the_stages_come_in_order():
    goods = picked()
    with pytest.raises(WrongStage):
        goods.deliver("Chen", AT)
    goods.dispatch("Truck 7", AT)
    with pytest.raises(WrongStage):
        goods.pick(pump("3"), [], TODAY)
    with pytest.raises(WrongStage):
        goods.dispatch("Truck 7", AT)


def test_a_delivery_names_who_took_it_and_comes_after_the_dispatch():
    goods = picked()
    goods.dispatch("Truck 7", AT)
    with pytest.raises(WrongShipment, match="name the person"):
        goods.deliver(" ", AT)
    with pytest.raises(WrongShipment, match="before it left"):
        goods.deliver("Chen", AT - timedelta(hours=1))


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_shipment_without_goods_is_refused(quantity):
    with pytest.raises(WrongShipment, match="more than 0"):
        shipment(ShipmentLine(1, "PUMP", pcs(quantity)))
