"""PLT-1, PLT-9: whatever is written in an address, the door asks a declared service or nobody."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from yarl import URL

from headrace_api_gateway.console import Console
from headrace_api_gateway.door import Door
from headrace_api_gateway.upstream.target import Astray, Target
from headrace_testkit.replica import says
from headrace_testkit.waiting import patience

from .door_ground import ground, nothing, served, status_of

SECRETS = {
    "Cookie": "session=secret",
    "X-Api-Key": "secret",
    "X-User-Id": "root",
    "Forwarded": "for=1.2.3.4",
    "X-Forwarded-Host": "evil",
    "Referer": "http://door/page",
    "Range": "bytes=0-",
}
READ = {
    "Authorization": "Bearer t",
    "Content-Type": "application/json",
    "Accept": "application/json",
    "Accept-Language": "zh",
    "Idempotency-Key": "k",
    "If-Match": '"1"',
    "If-None-Match": '"2"',
}


AWAY = [
    "/api/orders%2F@{canary}/x",
    "/api/orders%2f@{canary}/x",
    "/api/orders@{canary}/x",
    "/api/orders%40{canary}/x",
    "/api/orders:x@{canary}/x",
    "/api/@{canary}/x",
    "/api/{canary}/x",
    "/api/http://{canary}/x",
    "/api/http:%2F%2F{canary}/x",
    "/api//{canary}/x",
    "/api///{canary}/x",
    "/api/%2F%2F{canary}/x",
    "/api/orders\\@{canary}/x",
    "/api/orders%5C@{canary}/x",
    "/api/orders;@{canary}/x",
    "/api/orders%3B@{canary}/x",
    "/api/orders%23@{canary}/x",
    "/api/orders#@{canary}/x",
    "/api/orders%3F@{canary}/x",
    "/api/orders%0d%0aHost:%20{canary}/x",
    "/api/orders%20@{canary}/x",
    "/api/orders%09@{canary}/x",
    "/api/orders%00@{canary}/x",
    "/api/orders/%00",
    "/api/./orders/x",
    "/api/../orders/x",
    "/api/%2e/orders/x",
    "/api/%2e%2e/orders/x",
    "/api/%2e%2e%2f@{canary}/x",
    "/api/Orders/x",
    "/api/%6frders/x",
    "/api/orders./x",
    "/api/ord\u0435rs/x",
    "/api/orders\uff0f@{canary}/x",
    "/api/" + "orders" * 2000 + "/x",
    "http://{canary}/api/orders/x",
    "//{canary}/../api/orders/x/" + "a" * 9000,
    "@{canary}/x",
    "*",
    "{canary}",
]
KEPT_INSIDE = [
    "/@{canary}/x",
    "/%2F@{canary}/x",
    "//{canary}/x",
    "/\\@{canary}/x",
    "/%5C%5C{canary}/x",
    "/..%2f..%2f{canary}/x",
    "/%2e%2e/%2e%2e/x",
    "/../../x",
    "/;@{canary}/x",
    "/%23@{canary}",
    "/%3F@{canary}",
    "/%0d%0aHost:%20{canary}",
    "/http://{canary}/x",
    "/%zz%",
    "/v1/lots/A%2F7",
]


@pytest.mark.parametrize("template", AWAY)
async def test_a_name_that_nobody_declared_is_asked_of_nobody(template):
    async with ground() as here:
        path = template.format(canary=here.canary_at)
        assert await status_of(here.door, path.encode()) in {400, 404}
        assert here.asked == []


@pytest.mark.parametrize("template", KEPT_INSIDE)
async def test_what_stands_behind_a_service_stays_inside_it_as_it_was_written(template):
    async with ground() as here:
        path = template.format(canary=here.canary_at)
        assert await status_of(here.door, b"/api/orders" + path.encode(), query=b"next=http://x/@y?z") == 200
        assert here.asked == [f"GET {path}?next=http://x/@y?z HTTP/1.1"]


async def test_octets_that_no_address_has_travel_as_a_browser_writes_them():
    async with ground() as here:
        assert await status_of(here.door, "/api/orders/v1/ä#x".encode(), query="q=ä#".encode()) == 200
        assert here.asked == ["GET /v1/%C3%A4%23x?q=%C3%A4%23 HTTP/1.1"]


async def test_a_refused_address_is_a_problem_that_says_what_to_write():
    async with ground() as here:
        answer = await here.client.get("/api/orders%2F@x/y")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert "/api/orders/v1/orders" in answer.json()["detail"]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_addresses_that_lead_away_never_open_a_circuit(method):
    async with ground() as here:
        for _ in range(5):
            assert await status_of(here.door, f"/api/orders%2F@{here.canary_at}/x".encode(), method=method) == 404
        assert await status_of(here.door, b"/api/orders/v1/orders", method=method) == 200


async def test_only_headers_that_a_service_reads_go_on_and_no_cookie_comes_back():
    spoken = says("here", "Set-Cookie: session=stolen", "Keep-Alive: timeout=5", "X-Kept: 1")
    async with ground(spoken) as here:
        answer = await here.client.post("/api/orders/v1/orders", json={}, headers={**SECRETS, **READ})
        (asked,) = here.orders.asked
    names = set(asked.names)
    assert {name.lower() for name in READ} <= names
    assert not {name.lower() for name in SECRETS} & names
    assert "secret" not in str(asked.headers)
    assert names - {name.lower() for name in READ} <= {
        "host",
        "accept-encoding",
        "content-length",
        "traceparent",
        "x-forwarded-for",
    }
    assert (answer.headers["x-kept"], answer.text) == ("1", "here")
    assert not {"set-cookie", "keep-alive"} & answer.headers.keys()


async def test_a_redirection_of_a_service_is_the_clients_to_follow():
    async with ground() as here:
        here.orders.answer = says("", f"location: {here.canary.address}/x", status="302 Found")
        answer = await here.client.get("/api/orders/v1/orders")
    assert answer.status_code == 302


HOSTILE = "orders mes api / // %2F %2f %5C \\ @ %40 : ; # ? %3F %23 . .. %2e %00 %0d%0a % %25 http: [::1] h:1 ä |"
PIECES = st.sampled_from(HOSTILE.split(" "))
PATHS = st.one_of(st.binary(max_size=60), st.lists(PIECES, max_size=12).map(lambda found: "".join(found).encode()))


@given(PATHS)
@settings(max_examples=400, deadline=None)
def test_no_path_changes_who_is_asked(path):
    target = Target("http://orders:8080")
    try:
        made = target.url(b"/" + path.decode("latin-1").encode("ascii", "replace"), path)
    except Astray:
        return
    assert (made.scheme, made.raw_host, made.port, made.user) == ("http", "orders", 8080, None)
    again = httpx.URL(str(made).replace(" ", "%20")) if str(made).isprintable() else None
    assert again is None or (again.host, again.port) == ("orders", 8080)


class Noted:
    """A service that only notes that it was asked."""

    def __init__(self) -> None:
        self.was_asked = False

    async def __call__(self, scope, receive, send) -> None:
        self.was_asked = True
        await nothing(scope, receive, send)


WHAT_ALL_ARE_ASKED_FOR = b"/api/openapi.json"
"""The one page of the door that it makes of all services; what else is its own asks none."""


@given(st.one_of(PATHS, PATHS.map(lambda path: b"/api/" + path), PATHS.map(lambda path: b"/api/orders" + path)))
@example(WHAT_ALL_ARE_ASKED_FOR)
@example(WHAT_ALL_ARE_ASKED_FOR + b"/")
@example(b"/api/openapi%2Ejson")
@example(b"/openapi.json")
@example(b"/v1/orders")
@example(b"/readyz")
@settings(max_examples=300, deadline=None)
def test_a_service_is_asked_only_by_its_exact_name(path):
    services = {"orders": Noted(), "mes": Noted()}
    status = asyncio.run(status_of(Door(nothing, services, Console()), path))
    assert status < 500
    for name, service in services.items():
        if service.was_asked:
            assert path == WHAT_ALL_ARE_ASKED_FOR or (path + b"/").startswith(f"/api/{name}/".encode())


LINES = [
    "GET /api/orders%2F@{canary}/x HTTP/1.1",
    "GET http://{canary}/x HTTP/1.1",
    "GET http://{canary}/api/orders%2F@{canary}/x HTTP/1.1",
    "CONNECT {canary} HTTP/1.1",
    "OPTIONS * HTTP/1.1",
    "GET //{canary}/x HTTP/1.1",
    "GET /api/orders\t@{canary}/x HTTP/1.1",
    "GET /api/orders#@{canary}/x HTTP/1.1",
    "POST /api/orders%0d%0aHost:{canary}/x HTTP/1.1",
]


@pytest.mark.parametrize("template", LINES)
async def test_no_request_line_leads_away_through_the_server_itself(template):
    async with ground() as here, served(here.door) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        line = template.format(canary=here.canary_at)
        writer.write(f"{line}\r\nHost: door\r\nConnection: close\r\n\r\n".encode())
        async with patience():
            answer = await reader.read()
        writer.close()
        assert b"canary" not in answer
        assert not answer.startswith(b"HTTP/1.1 5"), answer
        assert here.canary_at not in str(here.asked)


@pytest.mark.parametrize("address", ["ftp://a", "http://u:p@a", "http://", "orders:8080", "http://a?x=1"])
def test_what_is_no_address_of_a_service_is_refused_at_the_start(address):
    with pytest.raises(ValueError, match="no service's address"):
        Target(address)


def test_a_services_address_may_have_a_path_of_its_own():
    assert Target("http://a:1/base/").url(b"/x%2F", b"") == URL("http://a:1/base/x%2F", encoded=True)
