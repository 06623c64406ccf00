"""PLT-1: lists come in pages that follow one another, and a cursor of another list is the caller's problem."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_chassis.paging import BadCursor, PageRequest, of_parts


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


@pytest.mark.parametrize("cursor", ["/", "gA", "bmFtZQ", "YTpi", "AA", "é", "=", "\x00"])
def test_a_cursor_that_no_list_gave_out_is_refused(cursor):
    with pytest.raises(BadCursor):
        PageRequest(1, cursor)


@given(st.text())
def test_a_cursor_is_read_as_it_was_given_out_or_refused(key):
    cursor = PageRequest(1, listing="orders").listed([1, 2], key=lambda _: key).next_cursor
    if "\x00" in key:
        with pytest.raises(BadCursor):
            PageRequest(1, cursor, "orders")
    else:
        assert PageRequest(1, cursor, "orders").after == key
    with pytest.raises(BadCursor):
        PageRequest(1, cursor, "orders of another")


def test_a_cursor_whose_key_is_not_of_this_order_is_refused():
    cursor = PageRequest(1).listed(["a", "b"], key=str).next_cursor
    with pytest.raises(BadCursor):
        PageRequest(1, cursor).after_as(int)


async def test_a_cursor_of_another_list_is_refused_over_http(bench):
    writer = bench.client("planner")
    for text in ("one", "two"):
        await writer.post("/v1/notes", json={"text": text})
    cursor = (await writer.get("/v1/notes?limit=1")).json()["next_cursor"]
    assert (await writer.get("/v1/notes", params={"cursor": cursor})).status_code == 200
    for path, wrong in (("/v1/offers", cursor), ("/v1/notes", "YTpi"), ("/v1/notes", "AA"), ("/v1/notes", cursor[:-2])):
        answer = await writer.get(path, params={"cursor": wrong})
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/bad-cursor")


def test_a_key_of_several_texts_is_told_apart_whatever_signs_they_have():
    keys = [("a/b", "c"), ("a", "b/c"), ("a\x1f", "c"), ('["a"', "]"), ("", "a")]
    pages = [PageRequest(1, PageRequest(1).listed([key, key], lambda k: of_parts(*k)).next_cursor) for key in keys]
    assert [page.after_parts(2) for page in pages] == keys


@pytest.mark.parametrize("key", ["a", "7", "{}", '["a"]', '["a", 7]', '["a", "b", "c"]'])
def test_a_cursor_of_a_list_with_another_key_is_refused(key):
    cursor = PageRequest(1).listed([key, key], key=str).next_cursor
    with pytest.raises(BadCursor):
        PageRequest(1, cursor).after_parts(2)
