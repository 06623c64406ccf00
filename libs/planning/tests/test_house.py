"""MRP-2: what is under inspection counts once, whoever is heard first."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from headrace_planning.model.house import Verdict, still_to_come

lots = st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=6)


def accepted(lots):
    return sum(quantity for quantity, good in lots if good)


@given(lots, st.integers(0, 20), st.data())
def test_stock_and_what_is_to_come_are_all_good_and_undecided_pieces_however_far_the_moves_are(decided, open_, data):
    moved = data.draw(st.integers(0, len(decided)))
    available = accepted(decided[:moved])
    in_inspection = open_ + sum(quantity for quantity, _ in decided[moved:])
    newest_first = [Verdict(Decimal(quantity), good) for quantity, good in reversed(decided)]
    coming = still_to_come(Decimal(open_), Decimal(in_inspection), newest_first)
    assert available + coming == accepted(decided) + open_


def test_a_lot_that_was_made_counts_before_logistics_has_put_it_away():
    assert still_to_come(Decimal(5), Decimal(0), []) == 5


def test_what_lies_under_inspection_without_a_receipt_is_not_counted():
    assert still_to_come(Decimal(0), Decimal(7), []) == 0
