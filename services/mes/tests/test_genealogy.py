"""MES-7: which issued lots went into which piece."""

from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Quantity
from headrace_mes.model.genealogy import Consumption, IssuedLot, NotEnoughIssued, Output, allocate

from .shop import pcs


def bolts(lot: str, quantity: int, serial: str = "") -> IssuedLot:
    return IssuedLot("BOLT", lot, serial, pcs(quantity))


def pieces(*names: str) -> list[Output]:
    return [Output(name, pcs(1)) for name in names]


def test_the_lot_issued_first_goes_into_the_first_pieces():
    genealogy = allocate(pieces("1", "2"), [bolts("A", 6), bolts("B", 6)], {"BOLT": pcs(4)})
    assert genealogy.consumed == (
        Consumption("1", "BOLT", "A", "", pcs(4)),
        Consumption("2", "BOLT", "A", "", pcs(2)),
        Consumption("2", "BOLT", "B", "", pcs(2)),
    )
    assert genealogy.left == (bolts("B", 4),)


def test_component_serials_go_into_one_piece_each():
    motors = [IssuedLot("MOTOR", "M", serial, pcs(1)) for serial in ("m1", "m2")]
    genealogy = allocate(pieces("1", "2"), motors, {"MOTOR": pcs(1)})
    assert [(use.output, use.serial) for use in genealogy.consumed] == [("1", "m1"), ("2", "m2")]


def test_a_lot_of_product_uses_material_for_its_whole_quantity():
    paint = IssuedLot("PAINT", "P", "", Quantity.of("1.5", "l"))
    genealogy = allocate([Output("W-7", pcs(10))], [paint], {"PAINT": Quantity.of("0.125", "l")})
    assert [use.quantity for use in genealogy.consumed] == [Quantity.of("1.25", "l")]
    assert genealogy.left[0].quantity == Quantity.of("0.25", "l")


def test_material_the_product_does_not_need_is_left():
    extra = IssuedLot("NUT", "N", "", pcs(3))
    assert allocate(pieces("1"), [extra, bolts("A", 4)], {"BOLT": pcs(4)}).left == (extra,)


def test_pieces_that_too_little_was_issued_for_are_named():
    with pytest.raises(NotEnoughIssued, match="3 pcs of BOLT are missing for 2"):
        allocate(pieces("1", "2"), [bolts("A", 5)], {"BOLT": pcs(4)})


def tenths(low: int, high: int):
    return st.integers(low, high).map(lambda n: Quantity(Decimal(n) / 10, "pcs"))


LOTS = st.lists(st.tuples(st.sampled_from(["BOLT", "NUT", "OTHER"]), tenths(1, 400)), max_size=12)


@given(st.integers(0, 8), LOTS, tenths(1, 60), tenths(0, 60))
def test_what_was_consumed_and_what_is_left_is_what_was_issued(count, lots, bolts_each, nuts_each):
    issued = [IssuedLot(item, f"L{n}", "", quantity) for n, (item, quantity) in enumerate(lots)]
    per_unit = {"BOLT": bolts_each, "NUT": nuts_each}
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for lot in issued:
        totals[lot.item] += lot.quantity.value
    outputs = pieces(*(str(n) for n in range(count)))
    if any(totals[item] < each.value * count for item, each in per_unit.items()):
        with pytest.raises(NotEnoughIssued):
            allocate(outputs, issued, per_unit)
        return
    genealogy = allocate(outputs, issued, per_unit)
    by_lot: dict[str, Decimal] = defaultdict(Decimal)
    by_piece: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for use in genealogy.consumed:
        by_lot[use.lot] += use.quantity.value
        by_piece[use.output, use.item] += use.quantity.value
    for lot in genealogy.left:
        by_lot[lot.lot] += lot.quantity.value
    assert by_lot == {lot.lot: lot.quantity.value for lot in issued}
    assert all(by_piece[out.name, item] == each.value for out in outputs for item, each in per_unit.items())
