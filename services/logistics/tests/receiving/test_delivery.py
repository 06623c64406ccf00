"""LOG-2: a delivery note is received by scans, each taking effect once."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Quantity
from headrace_logistics.receiving.model.delivery import (
    DeliveryNote,
    DuplicateNote,
    NoteClosed,
    NoteLine,
    NoteState,
    WrongNote,
)
from headrace_logistics.stock.model.scanning import Label, Reason, Scan, ScanRefused
from headrace_logistics.stock.model.stock import Goods

from ..worlds import pcs, scan


def line(number: int, lot: str, quantity: int = 10, item: str = "BOLT") -> NoteLine:
    return NoteLine(number, item, lot, pcs(quantity), number)


def note(*lines: NoteLine, known: tuple[str, ...] = ()) -> DeliveryNote:
    return DeliveryNote.expect(
        "dn_1",
        "DN-1",
        buyer="ACME",
        supplier="S-1",
        plant="P1",
        purchase_order="PO-1",
        lines=lines,
        known_numbers=known,
    )


def test_a_note_is_partial_until_its_last_line_is_in():
    delivery = note(line(1, "A"), line(2, "B", 5))
    assert delivery.receive(scan("A", 10)) == delivery.lines[0]
    assert delivery.state is NoteState.PARTIAL
    delivery.receive(scan("B", 2, scan_id="b1"))
    delivery.receive(scan("B", 3, scan_id="b2"))
    assert delivery.state is NoteState.COMPLETE


def test_the_same_scan_sent_again_has_no_effect():
    delivery = note(line(1, "A"))
    delivery.receive(scan("A", 10))
    assert delivery.receive(scan("A", 10)) is None
    assert delivery.received(delivery.lines[0]) == pcs(10)
    assert delivery.state is NoteState.COMPLETE


def test_a_scan_id_stands_for_one_scan():
    delivery = note(line(1, "A"))
    delivery.receive(scan("A", 4, scan_id="1"))
    with pytest.raises(ScanRefused, match="new id") as refusal:
        delivery.receive(scan("A", 5, scan_id="1"))
    assert refusal.value.reason is Reason.SCAN_ID_REUSED


@pytest.mark.parametrize(
    ("scanned", "reason", "word"),
    [
        (scan("A", 11), Reason.TOO_MUCH, "leave the rest"),
        (scan("Z", 1), Reason.NOT_EXPECTED, "not on note DN-1"),
        (scan("A", 1, item="NUT"), Reason.NOT_EXPECTED, "not on note"),
        (scan("A", 1, company="S-2"), Reason.FOREIGN_LOT, "of S-2"),
        (scan("A", 0), Reason.WRONG_QUANTITY, "more than 0"),
        (scan("A", 2, serial="7"), Reason.WRONG_QUANTITY, "1 for a serial"),
        (Scan("1", Goods("BOLT", "A"), Quantity.of(1, "kg")), Reason.WRONG_QUANTITY, "comes in pcs"),
    ],
)
def test_a_wrong_scan_is_refused_and_changes_nothing(scanned, reason, word):
    delivery = note(line(1, "A"))
    with pytest.raises(ScanRefused, match=word) as refusal:
        delivery.receive(scanned)
    assert refusal.value.reason is reason
    assert (delivery.state, delivery.scans) == (NoteState.EXPECTED, {})


def test_a_serial_is_received_once():
    delivery = note(line(1, "A"))
    delivery.receive(scan("A", serial="7", scan_id="1"))
    with pytest.raises(ScanRefused) as refusal:
        delivery.receive(scan("A", serial="7", scan_id="2"))
    assert refusal.value.reason is Reason.SERIAL_TWICE


def test_the_supplier_s_own_label_is_welcome():
    assert note(line(1, "A")).receive(scan("A", company="S-1")) is not None


@pytest.mark.parametrize("written", ["DN-1", "dn-1 ", "DN \u2013 1"])
def test_a_note_number_is_used_once_by_a_supplier_in_whatever_writing(written):
    with pytest.raises(DuplicateNote, match=rf"{written} before: give DN-1 its own number"):
        note(line(1, "A"), known=(written,))


@pytest.mark.parametrize("lines", [(), (line(1, "A", 0),), (line(1, "A"), line(2, "A"))])
def test_a_note_that_makes_no_sense_is_refused(lines):
    with pytest.raises(WrongNote):
        note(*lines)


def test_a_label_without_a_quantity_takes_what_is_still_to_come():
    delivery = note(line(1, "A"), line(2, "B", 5))
    delivery.receive(scan("A", 4))
    read = delivery.read(Label("s", lot="A"), known_elsewhere=False)
    assert (read.goods, read.quantity) == (Goods("BOLT", "A", maker="S-1"), pcs(6))


def test_a_label_that_is_another_company_s_is_refused_as_such():
    with pytest.raises(ScanRefused, match="another company") as refusal:
        note(line(1, "A")).read(Label("s", lot="Z"), known_elsewhere=True)
    assert refusal.value.reason is Reason.FOREIGN_LOT
    with pytest.raises(ScanRefused, match="not on note") as refusal:
        note(line(1, "A")).read(Label("s", lot="Z"), known_elsewhere=False)
    assert refusal.value.reason is Reason.NOT_EXPECTED


def test_a_line_received_in_full_takes_no_more():
    delivery = note(line(1, "A"))
    delivery.receive(scan("A", 10))
    with pytest.raises(ScanRefused, match="in full"):
        delivery.receive(delivery.read(Label("more", lot="A"), known_elsewhere=False))


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from("ABZ"), st.integers(1, 6)), max_size=40))
def test_however_scans_repeat_no_line_is_over_delivered(scans):
    delivery = note(line(1, "A"), line(2, "B", 7))
    for scan_id, lot, quantity in scans:
        try:
            delivery.receive(scan(lot, quantity, scan_id=str(scan_id)))
        except ScanRefused:
            continue
    received = [delivery.received(each) for each in delivery.lines]
    assert all(got <= each.quantity for got, each in zip(received, delivery.lines, strict=True))
    assert sum(s.quantity.value for s in delivery.scans.values()) == sum(q.value for q in received)
    assert (delivery.state is NoteState.COMPLETE) == (received == [pcs(10), pcs(7)])


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(1, 6)), max_size=6),
    st.integers(0, 6),
)
def test_what_was_received_and_what_is_missing_make_what_was_sent(scans, closed_after):
    delivery = note(line(1, "A"), line(2, "B", 7))
    for number, (lot, quantity) in enumerate(scans):
        if number == closed_after and delivery.state is not NoteState.COMPLETE:
            delivery.close("lost")
        with suppress(ScanRefused, NoteClosed):
            delivery.receive(scan(lot, quantity, scan_id=str(number)))
    if delivery.state is not NoteState.CLOSED_SHORT:
        return
    [told] = delivery.collect_events()
    missing = {each.lot: each.quantity.value for each in told.missing}
    for each in delivery.lines:
        assert delivery.received(each).value + missing.get(each.lot, 0) == each.quantity.value
