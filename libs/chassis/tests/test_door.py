"""PLT-1, PLT-9: what comes in has bounds: text that can be kept, numbers, lengths, depth, names that a route knows."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_chassis.web.incoming import DEPTH, FIELDS, LARGE, LIMIT, Unreadable, deeper_than, parsed

JSON = {"Content-Type": "application/json"}


def offer(**other: Any) -> dict[str, Any]:
    return {"item": "BIKE", "quantity": {"value": "1", "unit": "EA"}, **other}


def quantity(value: Any) -> dict[str, Any]:
    return offer(quantity={"value": value, "unit": "KG"})


def nested(depth: int) -> Any:
    return [nested(depth - 1)] if depth else 0


async def sent(bench, body: Any, method: str = "POST") -> httpx.Response:
    """Also what httpx itself would not send: half a surrogate pair, NaN."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await bench.client("planner").request(method, "/v1/offers", content=content, headers=JSON)


async def refused(bench, body: Any) -> list[tuple[str, str]]:
    answer = await sent(bench, body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json"), answer.text
    return [(error["field"], error["detail"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        (offer(item="nul \x00"), "item", "NUL"),
        (offer(item="\ud83d"), "item", "surrogate"),
        (offer(tags=["good", "b\x00d"]), "tags.1", "NUL"),
        (offer(facts={"a": [{"b": "\udfff"}]}), "facts.a.0.b", "surrogate"),
        (offer(facts={"k\x00": 1}), "facts.k\ufffd", "NUL"),
        (offer(item="x" * 201), "item", "200 characters"),
        (offer(tags=["x"] * 1001), "tags", "1000 items"),
        (offer(due="0206-03-03"), "due", "2000-01-01"),
        (offer(due="9999-12-31"), "due", "2100-12-31"),
        (offer(pieces=2**31), "pieces", "2147483647"),
        (offer(pieces=10**30), "pieces", "2147483647"),
        (offer(weight=1e16), "weight", "1000000000000000"),
        (offer(weight=float("nan")), "weight", "finite"),
        (offer(price={"minor": 10**15 + 1, "currency": "EUR"}), "price.minor", "1000000000000000"),
        (offer(price={"minor": 1, "currency": "euro"}), "price.currency", "[A-Z]{3}"),
        (offer(colour="red"), "colour", "Extra inputs"),
        (offer(quantity={"value": "1", "unit": "EA", "per": 2}), "quantity.per", "nexpected"),
        (quantity("1e400"), "quantity.value", "27 digits"),
        (quantity("1e-400"), "quantity.value", "27 digits"),
        (quantity("1000000000000"), "quantity.value", "12 digits before the decimal point"),
        (quantity("-1e22"), "quantity.value", "12 digits before the decimal point"),
        (quantity("0e400000000"), "quantity.value", "decimal number"),
        (quantity("0.1234567890123456"), "quantity.value", "15 decimal places"),
        (quantity("Infinity"), "quantity.value", "finite"),
        (quantity("sNaN"), "quantity.value", "finite"),
        (quantity("1_000"), "quantity.value", "decimal number"),
        (quantity("٣"), "quantity.value", "decimal number"),
        (quantity(True), "quantity.value", "Decimal"),
    ],
)
async def test_what_is_beyond_the_bounds_is_refused_by_its_name(bench, body, field, words):
    ((at, why),) = await refused(bench, body)
    assert at == field
    assert words in why


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("123456789012.123456789012345", "123456789012.123456789012345"),
        ("999999999999.999999999999999", "999999999999.999999999999999"),
        ("-0.000001", "-0.000001"),
        ("1e3", "1000"),
        ("0e400", "0"),
        ("0E-400", "0"),
        ("1.50000000000000000000000000000000", "1.5"),
    ],
)
@pytest.mark.parametrize("form", ["{}", '"{}"'])
async def test_a_decimal_is_exactly_what_was_written_as_a_number_or_a_string(bench, written, understood, form):
    content = json.dumps(quantity("?")).replace('"?"', form.format(written))
    answer = await sent(bench, content.encode())
    assert answer.json()["quantity"]["value"] == understood


async def test_what_goes_out_has_no_bounds(bench):
    found = (await bench.client("planner").get("/v1/offers/BIKE")).json()
    assert (len(found["item"]), found["quantity"]["value"], found["pieces"]) == (400, "1" + "0" * 20, 2**40)


async def test_of_many_rows_those_beyond_the_bounds_are_refused_alone(bench):
    wrong = [
        offer(item="nul \x00"),
        offer(facts={"deep": ["\ud800"]}),
        offer(price={"minor": 10**30, "currency": "EUR"}),
        quantity("1e22"),
        offer(colour="red", shape="round"),
        ["no", "object"],
    ]
    answer = await sent(bench, {"items": [offer(), *wrong, offer()]}, "PUT")
    loaded = answer.json()
    assert (answer.status_code, loaded["created"]) == (200, 2)
    assert [(error["row"], error["field"]) for error in loaded["errors"]] == [
        (1, "item"),
        (2, "facts.deep.0"),
        (3, "price.minor"),
        (4, "quantity.value"),
        (5, "colour"),
        (5, "shape"),
        (6, ""),
    ]


async def test_beside_the_rows_a_load_is_checked_whole(bench):
    answer = await sent(bench, {"items": [offer()], "note\x00": 1}, "PUT")
    assert answer.json()["errors"][0]["field"] == "note\ufffd"
    assert (await sent(bench, {"items": [offer()] * 1001}, "PUT")).status_code == 422


async def test_a_row_with_a_thousand_faults_tells_of_some(bench):
    answer = await sent(bench, {"items": [offer(**{f"field-{n}": n for n in range(FIELDS - 2)})]}, "PUT")
    assert len(answer.json()["errors"]) == 20


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"item": ', "not JSON"),
        (b'{"item": "\xff"}', "not UTF-8"),
        (json.dumps(offer(facts={"a": nested(DEPTH)})).encode(), f"deeper than {DEPTH}"),
        (json.dumps({str(n): n for n in range(FIELDS + 1)}).encode(), f"more than {FIELDS} fields"),
        (b"[" * 100_000, f"deeper than {DEPTH}"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused_before_anything_is_made_of_it(bench, body, words):
    answer = await sent(bench, body)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/unreadable")
    assert words in answer.json()["detail"]


async def test_numbers_with_endless_exponents_are_refused_at_once(bench):
    for written in (b"1e400000000", b"-1e400000000", b"1e-400000000", b"1e99999999999999999999"):
        body = json.dumps(offer()).encode().replace(b'"item"', b'"pieces": ' + written + b', "item"')
        assert (await sent(bench, body)).status_code == 422, written


@pytest.mark.parametrize(("method", "limit"), [("POST", LIMIT), ("PUT", LARGE)])
async def test_a_body_beyond_the_limit_is_refused_whether_or_not_it_says_its_length(bench, method, limit):
    taken = 0

    async def parts() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(10 * limit // 65536):
            taken += 65536
            yield b" " * 65536

    writer = bench.client("planner")
    told = await writer.request(method, "/v1/offers", content=b" " * (limit + 1), headers=JSON)
    untold = await writer.request(method, "/v1/offers", content=parts(), headers=JSON)
    for answer in (told, untold):
        assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")
    assert taken <= limit + 65536


async def test_a_stranger_is_told_nothing_of_what_is_wrong_with_the_request(bench):
    stranger = bench.client("planner")
    stranger.headers["Authorization"] = "Bearer nonsense"
    assert (await stranger.post("/v1/offers?what=1", content=b"[" * 100_000, headers=JSON)).status_code == 401


@pytest.mark.parametrize(
    ("address", "field", "words"),
    [
        ("?colour=red", "query.colour", "known are: cursor, item, limit, tag"),
        ("?item=a&item=b", "query.item", "more than once"),
        ("?item=a%00", "query.item", "NUL"),
        ("?item=%ff", "query.item", "UTF-8"),
        ("?i%00=a", "query.i\ufffd", "NUL"),
        (f"?item={'x' * 501}", "query.item", "500 characters"),
        ("?limit=10000000000000000000000", "query.limit", "200"),
        ("/a%00", "path.offer", "NUL"),
        ("/%ed%a0%80", "path.offer", "UTF-8"),
        (f"/{'x' * 501}", "path.offer", "500 characters"),
        ("/BIKE?limit=3", "query.limit", "known are: none"),
    ],
)
async def test_an_address_is_refused_by_what_is_wrong_in_it(bench, address, field, words):
    answer = await bench.client("planner").get(f"/v1/offers{address}")
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")
    error = answer.json()["errors"][0]
    assert error["field"] == field
    assert words in error["detail"]


async def test_a_parameter_of_many_may_be_given_many_times(bench):
    answer = await bench.client("planner").get("/v1/offers?item=a&tag=b&tag=c")
    assert answer.json()["items"] == ["a", "b", "c"]


async def test_an_address_that_leads_nowhere_is_a_problem(bench):
    for path in ("/%00", "/" + "x" * 300, "/v1/offers/a/b"):
        assert (await bench.client("planner").get(path)).status_code == 404
    assert (await bench.client("planner").get("/v1/offers", headers={"Host": "["})).status_code == 200
    assert (await bench.client("planner").get("/v1/nothing", headers={"Host": "["})).status_code == 404


async def test_a_number_of_five_thousand_digits_is_refused_in_its_field(bench):
    body = json.dumps(offer(pieces=0)).replace('"pieces": 0', '"pieces": ' + "9" * 5000)
    assert [field for field, _ in await refused(bench, body.encode())] == ["pieces"]


async def test_a_row_that_is_nested_without_end_is_refused_alone(bench):
    rows = [offer(), offer(facts={"deep": nested(DEPTH)}), offer()]
    done = (await bench.client("planner").put("/v1/offers", json={"items": rows})).json()
    assert [(e["row"], "nested deeper" in e["detail"]) for e in done["errors"]] == [(1, True)]


@given(st.recursive(st.text(max_size=6) | st.just(0), lambda inner: st.lists(inner, max_size=3), max_leaves=60))
def test_how_deep_a_body_is_nested_is_seen_in_its_text(value):
    def depth(one):
        return 1 + max(map(depth, one), default=0) if isinstance(one, list) else 0

    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
        assert not deeper_than(depth(value), text.encode())


@pytest.mark.parametrize("pair", ["[]", "{}"])
def test_a_body_that_is_nested_too_deep_is_refused_before_it_is_read(pair, monkeypatch):
    monkeypatch.setattr("headrace_chassis.web.incoming._DECODER", None)
    opened = '{"a":' if pair == "{}" else "["
    assert deeper_than(DEPTH, (opened * (DEPTH + 1)).encode())
    assert not deeper_than(DEPTH, (opened * DEPTH + "1" + pair[1] * DEPTH).encode())
    with pytest.raises(Unreadable, match="nested deeper"):
        parsed((opened * (DEPTH + 1)).encode())


def test_brackets_in_a_text_are_no_depth():
    assert not deeper_than(DEPTH, b'["' + b"[" * 100 + b'", "\\"[[' + b"[" * 40 + b'"]')
