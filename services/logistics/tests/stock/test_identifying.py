"""LOG-2: a label stands for goods of ours before anybody else's, and for what is wanted here before the rest."""

from __future__ import annotations

import pytest

from headrace_logistics.stock.model.identifying import identify
from headrace_logistics.stock.model.scanning import Label, Reason, Scan, ScanRefused
from headrace_logistics.stock.model.stock import Goods

from ..worlds import lot, pcs

NUTS = lot("L-1", item="NUT")
BOLTS = lot("L-1", item="BOLT")
FOREIGN = lot("L-1", item="BOLT", company="another company")
PIECES = [lot("W-1", 1, item="PUMP", serial=serial) for serial in ("W-1-1", "W-1-2")]


def read(label: Label, *known, wanted=("BOLT",)) -> Scan:
    return identify(label, known, company="ACME", plant="P1", wanted=wanted)


def why(label: Label, *known) -> Reason:
    with pytest.raises(ScanRefused) as refusal:
        read(label, *known)
    return refusal.value.reason


def test_of_two_items_under_one_code_the_wanted_one_is_meant():
    assert read(Label("1", lot="L-1", quantity=pcs(3)), NUTS, BOLTS) == Scan("1", Goods("BOLT", "L-1"), pcs(3))
    assert read(Label("1", lot="L-1", quantity=pcs(3)), BOLTS, NUTS, wanted=["NUT"]).goods.item == "NUT"


def test_an_item_on_the_label_decides():
    label = Label("1", lot="L-1", item="NUT", quantity=pcs(3))
    assert read(label, BOLTS, NUTS).goods.item == "NUT"


def test_our_own_lot_comes_before_another_company_s_of_the_same_code():
    assert read(Label("1", lot="L-1", quantity=pcs(1)), FOREIGN, NUTS).goods.item == "NUT"
    assert why(Label("1", lot="L-1", quantity=pcs(1)), FOREIGN) is Reason.FOREIGN_LOT


def test_the_lot_in_this_plant_comes_before_the_same_elsewhere():
    elsewhere = lot("L-1", plant="P2", free=99)
    assert read(Label("1", lot="L-1", quantity=pcs(1)), elsewhere, BOLTS).goods == BOLTS.goods


def test_a_serial_is_one_piece():
    assert read(Label("1", serial="W-1-2"), *PIECES).goods == PIECES[1].goods
    assert read(Label("1", serial="W-1-2"), *PIECES).quantity == pcs(1)


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        (Label("1", lot="W-1", quantity=pcs(1)), Reason.SERIAL_NEEDED),
        (Label("1", lot="W-2", serial="W-1-2"), Reason.UNKNOWN_LOT),
        (Label("1", lot="L-1"), Reason.WRONG_QUANTITY),
        (Label("1", lot="L-9", quantity=pcs(1)), Reason.UNKNOWN_LOT),
    ],
)
def test_a_label_that_says_too_little_or_nothing_known_is_refused(label, reason):
    assert why(label, BOLTS, *PIECES) is reason


def test_a_label_sent_again_is_a_repeat_and_another_under_its_id_is_refused():
    earlier = {"1": Scan("1", Goods("BOLT", "L-1"), pcs(3))}
    assert Label("1", lot="L-1").repeats(earlier)
    assert Label("1", lot="L-1", quantity=pcs(3)).repeats(earlier)
    assert not Label("2", lot="L-1", quantity=pcs(3)).repeats(earlier)
    for other in (Label("1", lot="L-1", quantity=pcs(4)), Label("1", lot="L-2")):
        with pytest.raises(ScanRefused) as refusal:
            other.repeats(earlier)
        assert refusal.value.reason is Reason.SCAN_ID_REUSED
