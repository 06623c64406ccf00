"""LOG-1, LOG-2: FIFO and FEFO give way to the scanned lot, and a refusal says why."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.picking import (
    MOST_PICKS,
    Need,
    Pick,
    PickRule,
    TooManyPieces,
    propose,
    take_scanned,
)
from headrace_logistics.stock.model.scanning import Reason, Scan, ScanRefused
from headrace_logistics.stock.model.stock import Goods

from ..worlds import TODAY, lot, pcs, scan


def need(quantity: int = 5) -> Need:
    return Need("BOLT", pcs(quantity), "ACME", "P1", TODAY)


def taken(picks):
    return [(pick.goods.lot, int(pick.quantity.value)) for pick in picks]


OLD = lot("OLD", 4, received=date(2026, 10, 1), expires=date(2027, 6, 1))
NEW = lot("NEW", 4, received=date(2026, 11, 1), expires=date(2027, 1, 1))
LASTING = lot("LASTING", 4, received=date(2026, 9, 1))


def test_fifo_takes_the_oldest_receipt_first():
    assert taken(propose([NEW, OLD, LASTING], need(6), PickRule.FIFO)) == [("LASTING", 4), ("OLD", 2)]


def test_fefo_takes_the_first_to_expire_and_the_lasting_last():
    assert taken(propose([LASTING, OLD, NEW], need(10), PickRule.FEFO)) == [
        ("NEW", 4),
        ("OLD", 4),
        ("LASTING", 2),
    ]


def test_a_proposal_is_short_when_the_stock_is():
    assert taken(propose([OLD], need(9), PickRule.FIFO)) == [("OLD", 4)]
    assert propose([], need(9), PickRule.FIFO) == ()


def test_a_proposal_leaves_out_what_may_not_be_taken():
    lots = [
        lot("EXPIRED", expires=date(2026, 11, 20)),
        lot("FOREIGN", company="OTHER"),
        lot("ELSEWHERE", plant="P2"),
        lot("NUT", item="NUT"),
        lot("BLOCKED", 0, blocked=10),
        lot("LAST-DAY", 1, expires=TODAY),
    ]
    assert taken(propose(lots, need(), PickRule.FIFO)) == [("LAST-DAY", 1)]


def test_the_scanned_lot_wins_over_an_older_one():
    assert take_scanned([OLD, NEW], scan("NEW", 3), need()) == Pick(Goods("BOLT", "NEW"), pcs(3))


def test_the_scanned_serial_is_the_one_taken():
    lots = [lot("W-1", 1, serial="1"), lot("W-1", 1, serial="2")]
    assert take_scanned(lots, scan("W-1", serial="2"), need()).goods.serial == "2"


@pytest.mark.parametrize(
    ("lots", "scanned", "reason", "word"),
    [
        ([lot("L", item="NUT")], scan("L", item="NUT"), Reason.WRONG_ITEM, "BOLT is needed"),
        ([lot("L", item="NUT")], scan("L"), Reason.WRONG_ITEM, "is of NUT"),
        ([lot("L", expires=date(2026, 11, 20))], scan("L"), Reason.EXPIRED, "2026-11-20"),
        ([lot("L", 0, inspection=9)], scan("L"), Reason.IN_INSPECTION, "waiting for inspection"),
        ([lot("L", 0, blocked=9)], scan("L"), Reason.BLOCKED, "pcs are blocked"),
        ([lot("L", 2, reserved=7)], scan("L", 3), Reason.RESERVED, "2 pcs are free"),
        ([lot("L", 2)], scan("L", 3), Reason.TOO_LITTLE, "has 2 pcs"),
        ([lot("L", company="OTHER")], scan("L"), Reason.FOREIGN_LOT, "belongs to OTHER"),
        ([], scan("L", company="OTHER"), Reason.FOREIGN_LOT, "belongs to OTHER"),
        ([lot("L", plant="P2")], scan("L"), Reason.WRONG_PLANT, "in plant P2"),
        ([lot("K")], scan("L"), Reason.UNKNOWN_LOT, "receive it first"),
        ([lot("L")], scan("L", 6), Reason.TOO_MUCH, "5 pcs of BOLT are needed"),
        (
            [lot("L")],
            Scan("1", Goods("BOLT", "L"), Quantity.of(1, "kg")),
            Reason.WRONG_QUANTITY,
            "kept in pcs",
        ),
    ],
)
def test_a_refusal_has_its_reason_for_programs_and_people(lots, scanned, reason, word):
    with pytest.raises(ScanRefused, match=word) as refusal:
        take_scanned(lots, scanned, need())
    assert refusal.value.reason is reason


def test_one_s_own_lot_is_found_among_others_of_the_same_code():
    lots = [lot("L", company="OTHER"), lot("L", plant="P2"), lot("L")]
    assert take_scanned(lots, scan("L"), need()).quantity == pcs(1)


LOTS = st.lists(
    st.builds(
        lambda n, free, day, expires: lot(f"L{n}", free, received=day, expires=expires),
        st.integers(0, 99),
        st.integers(0, 9),
        st.dates(date(2026, 1, 1), date(2026, 11, 21)),
        st.none() | st.dates(date(2026, 11, 1), date(2027, 12, 31)),
    ),
    unique_by=lambda made: made.goods.lot,
    max_size=12,
)


@given(LOTS, st.integers(1, 60), st.sampled_from(list(PickRule)))
def test_a_proposal_takes_what_is_needed_or_all_there_is(lots, quantity, rule):
    picks = propose(lots, need(quantity), rule)
    free = {made.goods: made.available.value for made in lots if not made.expired(TODAY)}
    assert sum(pick.quantity.value for pick in picks) == min(quantity, sum(free.values()))
    assert all(0 < pick.quantity.value <= free[pick.goods] for pick in picks)


def test_part_of_a_piece_is_taken_only_when_it_is_all_that_is_needed_or_there():
    whole = replace(lot("L", 10), decimals=0)
    half = Scan("1", Goods("BOLT", "L"), Quantity.of("2.5", "pcs"))
    with pytest.raises(ScanRefused, match="give whole"):
        take_scanned([whole], half, need(5))
    assert take_scanned([replace(whole, decimals=1)], half, need(5))
    assert take_scanned([whole], half, replace(need(5), quantity=half.quantity))
    assert take_scanned([replace(whole, available=half.quantity)], half, need(5))


@given(LOTS, st.integers(1, 10**15))
def test_a_number_however_large_makes_no_more_picks_than_there_are_lots(lots, quantity):
    assert len(propose(lots, need(quantity), PickRule.FIFO)) <= len(lots)


def test_more_pieces_than_pass_as_one_event_are_not_picked_at_once():
    pieces = [lot("W", 1, serial=str(n)) for n in range(MOST_PICKS + 1)]
    assert len(propose(pieces, need(MOST_PICKS), PickRule.FIFO)) == MOST_PICKS
    with pytest.raises(TooManyPieces, match="scan a part first"):
        propose(pieces, need(10**12), PickRule.FIFO)
