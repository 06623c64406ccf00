"""PLT-6: the checker finds each loss, double, disorder, gap in the books and broken word that is planted."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from headrace_testkit.faults import checker
from headrace_testkit.faults.checker import Heard, Movement, Pair, Promise, Told, Verdict

LOG = [Told("srm", position, f"k{position % 3}", f"e{position}") for position in range(1, 31)]
EFFECTS = [Heard(*told) for told in LOG]
indexes = st.integers(0, len(LOG) - 1)


def test_a_clean_history_has_nothing_wrong():
    assert checker.unheard(LOG, EFFECTS) == []
    assert checker.invented(LOG, EFFECTS) == []
    assert checker.heard_twice(EFFECTS) == []
    assert checker.disordered(EFFECTS) == []


@given(st.sets(indexes, min_size=1))
def test_each_lost_event_is_found(missing):
    heard = [one for index, one in enumerate(EFFECTS) if index not in missing]
    assert len(checker.unheard(LOG, heard)) == len(missing)
    assert checker.disordered(heard) == []


@given(st.sets(indexes, min_size=1))
def test_each_double_is_found_once_however_late_it_comes(again):
    heard = EFFECTS + [EFFECTS[index] for index in sorted(again)] * 2
    assert len(checker.heard_twice(heard)) == len(again)
    assert checker.unheard(LOG, heard) == []


@given(st.permutations(EFFECTS))
def test_disorder_within_a_key_is_found_and_order_between_keys_is_free(heard):
    by_key = {key: [one.position for one in heard if one.key == key] for key in ("k0", "k1", "k2")}
    fine = all(positions == sorted(positions) for positions in by_key.values())
    assert (checker.disordered(heard) == []) is fine


def test_the_same_key_of_two_senders_is_two_keys():
    heard = [Heard("srm", 9, "k", "a"), Heard("quality", 3, "k", "b")]
    assert checker.disordered(heard) == []


def test_an_event_that_was_rolled_back_and_heard_all_the_same_is_found():
    ghost = Heard("srm", 15, "k0", "another")
    assert checker.invented(LOG, [*EFFECTS, ghost]) == ["srm/15 of k0 is not in the log"]


def test_a_position_that_was_given_twice_hides_neither_event():
    told = [Told("srm", 1, "k", "a"), Told("srm", 1, "k", "b")]
    assert len(checker.unheard(told, [Heard("srm", 1, "k", "a")])) == 1


def test_a_cause_has_one_effect():
    verdict = Verdict()
    verdict.add_pair(Pair("receipts to inspections", ["a", "b", "c"], ["a", "c", "c", "c"]))
    assert verdict.lost == ["receipts to inspections: b had no effect"]
    assert verdict.doubled == ["receipts to inspections: c had 3 effects"]
    assert not verdict.holds


def test_a_book_that_is_out_by_a_cent_is_found():
    postings = [("acme EUR", 500), ("acme EUR", -499), ("other EUR", 7), ("other EUR", -7)]
    assert checker.unbalanced(postings) == ["acme EUR is out by 1"]


def test_stock_below_nothing_is_found_even_when_it_is_made_good_later():
    first, then = Movement("lot", "shelf", "shop", Decimal(2)), Movement("lot", "supplier", "shelf", Decimal(2))
    assert checker.negative([first, then], outside=["supplier"]) == ["lot at shelf went to -2"]
    assert checker.negative([then, first], outside=["supplier"]) == []


def test_an_answer_that_is_forgotten_or_changed_is_untrue():
    said = {"id": "po-1", "amount": 5}
    promises = [
        Promise("order po-1", said, {"id": "po-1", "amount": 5, "state": "later"}),
        Promise("order po-2", said, None),
        Promise("order po-3", said, {"id": "po-1", "amount": 6}),
    ]
    assert checker.untrue(promises) == ["order po-2 was answered and is not there", "order po-3: amount was 5, is 6"]


def test_a_verdict_holds_only_when_nothing_is_wrong():
    assert Verdict().holds
    assert not Verdict(negative=["x"]).holds
