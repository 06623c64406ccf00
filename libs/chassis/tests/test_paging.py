"""PLT-1: lists come in pages that follow one another, and a cursor of another list is the caller's problem."""

from __future__ import annotations

import pytest

from headrace_chassis.web.paging import BadCursor, PageRequest


def pages(whole: list[str], limit: int) -> list[list[str]]:
    found, cursor = [], None
    while True:
        page = PageRequest(limit, cursor).of(whole, key=str)
        found.append(page.items)
        cursor = page.next_cursor
        if cursor is None:
            return found


def test_the_pages_of_a_list_at_hand_follow_one_another_in_order():
    assert pages(["c", "a", "b"], 2) == [["a", "b"], ["c"]]
    assert pages(["b", "a"], 2) == [["a", "b"]]
    assert pages([], 2) == [[]]


def test_a_cursor_says_where_a_list_goes_on_in_what_it_is_ordered_by():
    cursor = PageRequest(1).listed([7, 8], key=str).next_cursor
    assert PageRequest(1, cursor).after_as(int) == 7


@pytest.mark.parametrize("cursor", ["/", "gA", "bmFtZQ"])
def test_a_cursor_that_this_list_did_not_give_out_is_refused(cursor):
    with pytest.raises(BadCursor):
        PageRequest(1, cursor).after_as(int)
