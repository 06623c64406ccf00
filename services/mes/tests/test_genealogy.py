"""MES-7: which issued lots went into what an order makes, which of them only may have, and what is left."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.mes.v1 import Certainty, UnitsCompleted
from headrace_contracts.product.v1 import Tracking
from headrace_contracts.values import Quantity
from headrace_mes.model.genealogy import Genealogy
from headrace_mes.model.material import Consumption, IssuedLot, NotEnoughIssued, Output
from headrace_mes.model.work_order import WorkOrder

from .shop import AT, STEPS, allocate, make_order, pcs, report, start

RECORDED, POSSIBLE = Certainty.RECORDED, Certainty.POSSIBLE


def bolts(lot: str, quantity: int, serial: str = "") -> IssuedLot:
    return IssuedLot("BOLT", lot, serial, pcs(quantity))


def lot_of(made: int | str, kept: int | str | None = None) -> Output:
    return Output("W-7", pcs(made), pcs(made if kept is None else kept))


def used(genealogy: Genealogy) -> list[tuple[str, Quantity, Certainty]]:
    return [(use.lot, use.quantity, use.certainty) for use in genealogy.consumed]


def order_of(quantity: int, *lots: IssuedLot, tracking: Tracking = Tracking.SERIAL) -> WorkOrder:
    """Six bolts go into each piece."""
    order = make_order(quantity, tracking=tracking, steps=STEPS[:1])
    order.release(AT)
    order.issue(lots)
    start(order, 10)
    return order


def test_all_that_was_issued_is_recorded_of_the_lot_when_all_of_it_was_used():
    genealogy = allocate(lot_of(3), [bolts("A", 6), bolts("B", 6)], {"BOLT": pcs(4)})
    assert genealogy.consumed == (
        Consumption("W-7", "BOLT", "A", "", pcs(6), RECORDED),
        Consumption("W-7", "BOLT", "B", "", pcs(6), RECORDED),
    )
    assert genealogy.left == ()


def test_a_lot_that_may_be_what_is_left_is_only_possibly_in_it():
    genealogy = allocate(lot_of(2), [bolts("A", 9), bolts("B", 2)], {"BOLT": pcs(4)})
    assert used(genealogy) == [("A", pcs(8), RECORDED), ("B", pcs(0), POSSIBLE)]
    assert genealogy.left == (bolts("A", 1), bolts("B", 2))


def test_a_lot_that_may_be_all_in_scrap_is_only_possibly_in_it():
    genealogy = allocate(lot_of(3, kept=2), [bolts("A", 8), bolts("B", 4)], {"BOLT": pcs(4)})
    assert used(genealogy) == [("A", pcs(8), RECORDED), ("B", pcs(4), POSSIBLE)]


def test_a_lot_of_product_uses_material_for_its_whole_quantity():
    paint = IssuedLot("PAINT", "P", "", Quantity.of("1.5", "l"))
    genealogy = allocate(lot_of(10), [paint], {"PAINT": Quantity.of("0.125", "l")})
    assert [use.quantity for use in genealogy.consumed] == [Quantity.of("1.25", "l")]
    assert genealogy.left[0].quantity == Quantity.of("0.25", "l")


def test_material_the_product_does_not_need_is_left():
    extra, grams = IssuedLot("NUT", "N", "", pcs(3)), IssuedLot("BOLT", "G", "", Quantity.of(9, "g"))
    assert allocate(lot_of(1), [extra, grams, bolts("A", 4)], {"BOLT": pcs(4)}).left == (extra, grams)


def test_pieces_that_too_little_was_issued_for_are_named():
    with pytest.raises(NotEnoughIssued, match="3 pcs of BOLT are missing for W-7"):
        allocate(lot_of(2), [bolts("A", 5)], {"BOLT": pcs(4)})


def test_no_lot_is_given_to_some_serials_of_an_order_and_kept_from_others():
    order = order_of(2, bolts("A", 6), bolts("B", 6))
    report(order, 10, 2)
    assert [
        (use.output, *rest) for use, rest in zip(order.genealogy().consumed, used(order.genealogy()), strict=True)
    ] == [
        ("W-7", "A", pcs(6), RECORDED),
        ("W-7", "B", pcs(6), RECORDED),
    ]
    assert order.lots_in_each_serial is POSSIBLE


def test_what_was_issued_for_an_order_of_one_piece_is_recorded_of_that_piece():
    order = order_of(1, bolts("A", 4), bolts("B", 2))
    report(order, 10, 1)
    assert [(use.output, use.certainty) for use in order.genealogy().consumed] == [("W-7-0001", RECORDED)] * 2
    assert order.lots_in_each_serial is RECORDED
    assert order_of(1, tracking=Tracking.LOT).lots_in_each_serial is None


def test_before_the_first_piece_is_done_all_is_left():
    order = order_of(2, bolts("A", 12))
    assert order.genealogy() == Genealogy(left=(bolts("A", 12),))


def test_an_order_of_thousands_of_serials_tells_each_lot_once():
    order = order_of(10_000, *(bolts(f"L{n}", 6_000) for n in range(10)))
    order.collect_events()
    report(order, 10, 10_000)
    order.advance(AT)
    completed = [event for event in order.collect_events() if isinstance(event, UnitsCompleted)]
    assert [lot.lot for event in completed for lot in event.consumed] == [f"L{n}" for n in range(10)]
    assert sum(len(event.to_wire()) for event in completed) < 250_000


def tenths(low: int, high: int):
    return st.integers(low, high).map(lambda n: Quantity(Decimal(n) / 10, "pcs"))


LOTS = st.lists(st.tuples(st.sampled_from(["BOLT", "NUT", "OTHER"]), tenths(1, 400)), max_size=12)


@given(tenths(0, 80), tenths(0, 80), LOTS, tenths(1, 60), tenths(0, 60))
def test_what_was_consumed_and_what_is_left_is_what_was_issued(good, scrap, lots, bolts_each, nuts_each):
    issued = [IssuedLot(item, f"L{n}", "", quantity) for n, (item, quantity) in enumerate(lots)]
    per_unit = {"BOLT": bolts_each, "NUT": nuts_each}
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for lot in issued:
        totals[lot.item] += lot.quantity.value
    output = Output("W-7", good + scrap, good)
    if any(totals[item] < each.value * output.made.value for item, each in per_unit.items()):
        with pytest.raises(NotEnoughIssued):
            allocate(output, issued, per_unit)
        return
    genealogy = allocate(output, issued, per_unit)
    by_lot: dict[str, Decimal] = defaultdict(Decimal)
    for use in genealogy.consumed:
        by_lot[use.lot] += use.quantity.value
        others = totals[use.item] - issued[int(use.lot[1:])].quantity.value
        assert (use.certainty is RECORDED) == (others < per_unit[use.item].value * good.value)
    for item, each in per_unit.items():
        assert (
            sum(use.quantity.value for use in genealogy.consumed if use.item == item) == each.value * output.made.value
        )
    for lot in genealogy.left:
        by_lot[lot.lot] += lot.quantity.value
    assert by_lot == {lot.lot: lot.quantity.value for lot in issued}
    assert {use.lot for use in genealogy.consumed} == {lot.lot for lot in issued if lot.item in per_unit}
