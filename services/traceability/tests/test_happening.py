"""TRC-2, TRC-3: each heard event says in EPCIS words what happened, and which things it joined."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.logistics.v1 import ShippedLot
from headrace_contracts.quality.v1 import Disposition
from headrace_contracts.values import Quantity
from headrace_testkit.told import reopened
from headrace_traceability.model import happening
from headrace_traceability.model.genealogy import BEGINNING, Certainty, Direction, Edge, EdgeKind, Trace
from headrace_traceability.model.happening import Happening, Origin
from headrace_traceability.model.holding import Holding, Spot
from headrace_traceability.model.recall import recall
from headrace_traceability.model.trace_event import EventKind, EventRefused

from .trade import (
    BOLTCO,
    amount,
    completed,
    delivered,
    disposed,
    inspected,
    issued,
    name,
    received,
    shipped,
    used,
)

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
ORIGIN = Origin("ev-1", AT, "aurora")


def joined(found: Happening) -> list[tuple[str, str, str]]:
    return [(name(edge.source), name(edge.target), edge.kind.value) for edge in found.edges]


def test_a_receipt_joins_supplier_and_lot_and_is_shared_with_the_supplier() -> None:
    found = happening.goods_received(ORIGIN, received("BOLTS-1", amount(8), BOLTCO))
    assert joined(found) == [("supplier:boltco", "lot:BOLTS-1", "receive")]
    assert (found.event.step, found.event.partner, found.event.document) == ("receiving", BOLTCO, "dn-BOLTS-1")


def test_what_was_used_is_an_input_once_and_joined_to_the_lot_whose_pieces_may_hold_it() -> None:
    told = completed("BIKES", used("BIKES", "BOLTS", amount(9)), serials=("B-1", "B-2"))
    found = happening.units_completed(ORIGIN, told)
    assert [(name(a.code), a.quantity) for a in found.event.inputs] == [("lot:BOLTS", amount(9))]
    assert [name(a.code) for a in found.event.outputs] == ["serial:B-1", "serial:B-2"]
    assert joined(found) == [
        ("lot:BOLTS", "lot:BIKES", "consume"),
        ("lot:BIKES", "serial:B-1", "split"),
        ("lot:BIKES", "serial:B-2", "split"),
    ]


def test_what_was_spread_over_serials_before_links_had_a_certainty_may_be_in_each_piece_of_the_lot() -> None:
    spread = [used(f"B-{n}", "BOLTS", amount(3 + n), certainty=None) for n in (1, 2, 3)]
    found = happening.units_completed(ORIGIN, completed("BIKES", *spread, serials=("B-1", "B-2")))
    (link, *members) = found.edges
    assert (name(link.source), name(link.target), link.quantity) == ("lot:BOLTS", "lot:BIKES", amount(15))
    assert link.certainty is Certainty.POSSIBLE
    assert [(e.kind, name(e.target)) for e in members] == [
        (EdgeKind.SPLIT, "serial:B-1"),
        (EdgeKind.SPLIT, "serial:B-2"),
    ]


def test_what_was_recorded_of_a_piece_is_joined_to_that_piece() -> None:
    told = completed(
        "BIKES", used("B-2", "MOTORS", amount(1), "M-7"), used("BIKES", "BOLTS", amount(9)), serials=("B-1", "B-2")
    )
    assert joined(happening.units_completed(ORIGIN, told))[:2] == [
        ("serial:M-7", "serial:B-2", "consume"),
        ("lot:BOLTS", "lot:BIKES", "consume"),
    ]


def test_pieces_of_lots_with_a_slash_in_their_names_are_told_apart() -> None:
    found = [happening.units_completed(ORIGIN, completed(lot, serials=(s,))) for lot, s in (("a/b", "c"), ("a", "b/c"))]
    assert len({edge.id for told in found for edge in told.edges}) == 2


def test_a_bought_serial_that_went_in_is_a_piece_of_its_lot() -> None:
    told = completed("FRAMES", used("FRAMES", "MOTORS", amount(1), serial="M-7"))
    assert joined(happening.units_completed(ORIGIN, told)) == [
        ("serial:M-7", "lot:FRAMES", "consume"),
        ("lot:MOTORS", "serial:M-7", "split"),
    ]


def test_units_made_of_nothing_told_are_an_object_event() -> None:
    assert happening.units_completed(ORIGIN, completed("FRAMES")).event.kind is EventKind.OBJECT


def test_a_shipment_packs_its_serials_and_goes_to_the_customer() -> None:
    found = happening.shipment_dispatched(ORIGIN, shipped("B-1"))
    assert found.event.kind is EventKind.AGGREGATION
    assert joined(found) == [("serial:B-1", "shipment:shp_1", "ship"), ("shipment:shp_1", "customer:velo", "ship")]


def test_a_shipped_lot_goes_whole() -> None:
    told = shipped("B-1")
    line = replace(told.lines[0], serials=(), lots=("PAINT",), quantity=amount(5, "kg"), packed=())
    found = happening.shipment_dispatched(ORIGIN, replace(told, lines=(line,)))
    assert next((e.source, e.quantity) for e in found.edges) == ("lot:PAINT?item=B", amount(5, "kg"))
    assert found.unsure == {"lot:PAINT?item=B"}


def test_of_several_lots_in_a_line_each_goes_with_its_own_quantity_and_maker() -> None:
    packed = (
        ShippedLot(lot="P", maker="s1", quantity=amount(2)),
        ShippedLot(lot="P", maker="s2", quantity=amount(3), serials=("7",)),
    )
    told = shipped("B-1")
    line = replace(told.lines[0], quantity=amount(5), lots=("P",), serials=("7",), packed=packed)
    found = happening.shipment_dispatched(ORIGIN, replace(told, lines=(line,)))
    assert [(e.source, e.quantity) for e in found.edges[:3]] == [
        ("lot:P?item=B&maker=s1", amount(2)),
        ("lot:P?item=B&maker=s2", amount(2)),
        ("serial:7?item=B&maker=s2", amount(1)),
    ]


def test_pieces_that_were_scanned_at_the_door_are_pieces_of_their_lot() -> None:
    told = received("MOTORS", amount(3))
    line = replace(told.lines[0], serials=("A", "B"))
    found = happening.goods_received(ORIGIN, replace(told, lines=(line,)))
    assert [(name(a.code), a.quantity.value) for a in found.event.outputs] == [
        ("lot:MOTORS", 1),
        ("serial:A", 1),
        ("serial:B", 1),
    ]
    assert joined(found) == [
        ("supplier:steelco", "lot:MOTORS", "receive"),
        ("lot:MOTORS", "serial:A", "split"),
        ("lot:MOTORS", "serial:B", "split"),
    ]
    assert {name(code) for code in found.named} == {"lot:MOTORS", "serial:A", "serial:B"}


@pytest.mark.parametrize(
    ("disposition", "ends"),
    [
        (Disposition.SCRAP, ["scrap:ncr_1"]),
        (Disposition.RETURN, ["return:ncr_1"]),
        (Disposition.USE_AS_IS, []),
        (Disposition.REWORK, []),
    ],
)
def test_what_is_scrapped_or_sent_back_has_left_the_house(disposition: Disposition, ends: list[str]) -> None:
    found = happening.lot_disposed(ORIGIN, disposed("STEEL-1", amount(5), disposition))
    assert [edge.target for edge in found.edges] == ends
    assert (found.event.step, found.event.partner) == (f"disposing_{disposition.value}", "steelco")


def test_issues_inspections_and_deliveries_join_nothing() -> None:
    moved = happening.material_issued(ORIGIN, issued("wo_1", "STEEL", amount(1)))
    refused = happening.lot_inspected(ORIGIN, inspected("STEEL", amount(1), accepted=False))
    again = happening.lot_inspected(ORIGIN, reopened(inspected("STEEL", amount(1), accepted=False)))
    final = happening.lot_inspected(ORIGIN, inspected("BIKES", amount(2), supplier=""))
    arrived = happening.shipment_delivered(ORIGIN, delivered())
    told = [moved, refused, again, final, arrived]
    assert [t.edges for t in told] == [()] * 5
    assert [t.event.step for t in told] == ["issuing", "rejecting", "reopening", "accepting", "delivering"]
    assert [t.event.partner for t in told] == [None, "steelco", "steelco", None, "velo"]


def test_an_event_about_nothing_is_refused() -> None:
    with pytest.raises(EventRefused, match="names nothing"):
        happening.goods_received(ORIGIN, replace(received("X", amount(1)), lines=()))


def edge(source: str, target: str, kind: EdgeKind, hour: int) -> Edge:
    return Edge(f"{source}{target}", source, target, amount(1), kind, AT + timedelta(hours=hour))


def test_a_recall_names_customers_with_what_they_got_and_what_is_still_in_house() -> None:
    edges = (
        edge("lot:S", "serial:1", EdgeKind.CONSUME, 1),
        edge("lot:S", "serial:2", EdgeKind.CONSUME, 1),
        edge("lot:S", "serial:3", EdgeKind.CONSUME, 1),
        edge("serial:2", "shipment:b", EdgeKind.SHIP, 3),
        edge("shipment:b", "customer:velo", EdgeKind.SHIP, 3),
        edge("serial:1", "shipment:a", EdgeKind.SHIP, 2),
        edge("shipment:a", "customer:rad", EdgeKind.SHIP, 2),
    )
    reached = {e.target: e.at for e in edges} | {"lot:S": BEGINNING}
    here = Holding(Spot("serial:3", "north", "available", ""), amount(1))
    gone = Holding(Spot("serial:1", "north", "in_transit", "b"), amount(1))
    found = recall(Trace(Direction.FORWARDS, reached, edges), [gone, here])
    assert found.customers == ["rad", "velo"]
    assert [(s.shipment, s.things) for s in found.shipments] == [("a", ("serial:1",)), ("b", ("serial:2",))]
    assert (found.in_house, [held.quantity for held in found.held]) == (["serial:3"], [amount(1)])
    assert (found.possible_customers, found.possible_in_house) == ([], [])
    assert {reached.certainty for reached in found.shipments} == {Certainty.RECORDED}


AMOUNTS = st.integers(1, 10**40).map(Decimal) | st.integers(1, 10**30).map(lambda n: Decimal(n).scaleb(-15))


@given(AMOUNTS, AMOUNTS, st.integers(0, 3))
def test_an_event_of_any_quantity_has_one_text_and_its_links(made, used_up, pieces) -> None:
    told = completed("BIKES", used("BIKES", "BOLTS", Quantity(used_up, "KG")), serials=tuple("ABC"[:pieces]))
    found = happening.units_completed(ORIGIN, replace(told, quantity=Quantity(made, "KG")))
    assert len(found.edges) == 1 + pieces
    assert len(found.event.canonical()) < 1000
