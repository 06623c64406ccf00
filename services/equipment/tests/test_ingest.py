"""EQP-2, EDG-3: each telemetry record takes effect once, in order, and what is missing is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_equipment.model.ingest import BatchRefused, BatchTooLate, Gap, StreamProgress, accept

START = StreamProgress("plant-1", "stream-a")


def test_first_batch_is_taken_whole() -> None:
    accepted = accept(START, [1, 2, 3], oldest=1)
    assert (accepted.progress.last_sequence, accepted.fresh_from, accepted.gap) == (3, 0, None)


def test_same_batch_again_changes_nothing() -> None:
    progress = accept(START, [1, 2, 3], oldest=1).progress
    again = accept(progress, [1, 2, 3], oldest=1)
    assert again.progress == progress
    assert again.duplicates == again.fresh_from == 3


def test_overlapping_batch_adds_only_its_new_records() -> None:
    progress = accept(START, [1, 2, 3], oldest=1).progress
    accepted = accept(progress, [2, 3, 4, 5], oldest=2)
    assert (accepted.fresh_from, accepted.duplicates, accepted.progress.last_sequence) == (2, 2, 5)


def test_batch_that_begins_too_late_is_refused_with_the_next_expected_sequence() -> None:
    with pytest.raises(BatchTooLate, match="expected is 1") as refused:
        accept(START, [5, 6], oldest=1)
    assert refused.value.expected == 1


def test_records_the_gateway_has_lost_are_told_as_a_gap() -> None:
    progress = StreamProgress("plant-1", "stream-a", 10)
    accepted = accept(progress, [15, 16], oldest=15)
    assert accepted.gap == Gap(11, 14)
    assert accepted.progress.last_sequence == 16


def test_lost_records_do_not_excuse_leaving_out_others() -> None:
    with pytest.raises(BatchTooLate):
        accept(StreamProgress("plant-1", "stream-a", 10), [17, 18], oldest=15)


@pytest.mark.parametrize("sequences", [[1, 3], [2, 1], [1, 1], [0, 1]])
def test_batch_with_a_hole_or_out_of_order_is_refused(sequences: list[int]) -> None:
    with pytest.raises(BatchRefused, match=r"follow each other|counted from 1"):
        accept(START, sequences, oldest=1)


def test_empty_batch_changes_nothing() -> None:
    assert accept(START, [], oldest=1).progress == START


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 10)), max_size=40))
def test_whatever_is_sent_each_record_is_stored_once_and_in_order(batches: list[tuple[int, int]]) -> None:
    progress, stored = START, []
    for first, length in batches:
        sequences = list(range(first, first + length))
        try:
            accepted = accept(progress, sequences, oldest=1)
        except BatchTooLate as refused:
            expected = refused.expected
        else:
            stored += sequences[accepted.fresh_from :]
            progress = accepted.progress
            continue
        assert expected == len(stored) + 1 < first
    assert stored == list(range(1, progress.last_sequence + 1))
