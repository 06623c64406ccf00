"""PLT-1, PLT-2, PLT-5: one door to all services, demo users, live events that resume and stay in the family."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta

import httpx
import pytest
from starlette.responses import Response

from headrace_api_gateway import openapi
from headrace_api_gateway.service import service
from headrace_chassis.clock import Clock
from headrace_chassis.issuer import DevelopmentIssuer
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.waiting import patience

AURORA = {"id": "aurora", "name": "Aurora Cycles", "role": "chain-leader", "currency": "EUR"}
VELO = {"id": "velo", "name": "Velo Shops", "role": "customer", "currency": "EUR"}
NORTH = {"id": "aurora-north", "organisation": "aurora", "name": "North", "time_zone": "Europe/Berlin"}


@pytest.fixture
async def bench(start_service, issuer: DevelopmentIssuer) -> ServiceBench:
    bench = await start_service(service)
    bench.running.runtime.issuer = issuer
    return bench


def door(bench: ServiceBench, token: str = "") -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(bench.running.asgi), base_url="http://localhost", headers=headers
    )


async def logged_in(bench: ServiceBench, user: str) -> httpx.AsyncClient:
    session = await door(bench).post("/api/session", json={"user": user})
    assert session.status_code == 200, session.text
    return door(bench, session.json()["token"])


async def test_the_platform_registers_firms_and_a_second_time_changes_nothing(bench):
    operator = await logged_in(bench, "operator@headrace")
    path = "/api/api-gateway/v1/organisations"
    first = (await operator.put(path, json={"items": [AURORA, VELO]})).json()
    again = (await operator.put(path, json={"items": [AURORA, VELO]})).json()
    assert (first["created"], again["created"], again["unchanged"]) == (2, 0, 2)
    assert [e.organisation for e in await bench.told(OrganisationRegistered)] == ["aurora", "velo"]


async def test_the_platform_sees_all_firms_and_plants_and_each_firm_its_own(bench):
    operator = await logged_in(bench, "operator@headrace")
    await operator.put("/v1/organisations", json={"items": [AURORA, VELO]})
    plants = [{"id": "north", "organisation": of, "name": of, "time_zone": "UTC"} for of in ("aurora", "velo")]
    for told in ({"created": 2, "unchanged": 0}, {"created": 0, "unchanged": 2}):
        loaded = (await operator.put("/v1/plants", json={"items": plants})).json()
        assert {name: loaded[name] for name in told} == told
    planner = await logged_in(bench, "planner@aurora")
    for path, key, own in (("organisations", "id", ["aurora"]), ("plants", "name", ["aurora"])):
        assert [one[key] for one in (await operator.get(f"/v1/{path}")).json()["items"]] == ["aurora", "velo"]
        assert [one[key] for one in (await planner.get(f"/v1/{path}")).json()["items"]] == own
        first = (await operator.get(f"/v1/{path}?limit=1")).json()
        rest = (await operator.get(f"/v1/{path}", params={"cursor": first["next_cursor"]})).json()
        assert [one[key] for one in first["items"] + rest["items"]] == ["aurora", "velo"]


async def test_bad_rows_are_named_and_the_good_ones_are_kept(bench):
    operator = await logged_in(bench, "operator@headrace")
    await operator.put("/v1/organisations", json={"items": [AURORA]})
    nowhere = {**NORTH, "id": "p2", "time_zone": "Mars/Base"}
    foreign = {**NORTH, "id": "p3", "organisation": "nobody"}
    folder = {**NORTH, "id": "p4", "time_zone": "America"}
    loaded = (await operator.put("/v1/plants", json={"items": [NORTH, nowhere, foreign, folder]})).json()
    assert loaded["created"] == 1
    wrong = [(e["row"], e["field"]) for e in loaded["errors"]]
    assert wrong == [(1, "time_zone"), (2, "organisation"), (3, "time_zone")]
    assert "Europe/Berlin" in loaded["errors"][0]["detail"]


@pytest.mark.parametrize("code", ["*", "", " ", "headrace", "HeadRace", "a b", "aurora\n", "a,b", "a*", "-a", "o" * 65])
async def test_names_of_the_platform_and_what_is_no_name_are_not_registered(bench, code):
    operator = await logged_in(bench, "operator@headrace")
    loaded = (await operator.put("/v1/organisations", json={"items": [AURORA | {"id": code}, VELO]})).json()
    assert (loaded["created"], [(e["row"], e["field"]) for e in loaded["errors"]]) == (1, [(0, "id")])
    assert [e.organisation for e in await bench.told(OrganisationRegistered)] == ["velo"]


async def test_each_role_of_a_firm_has_a_demo_user_and_sees_only_its_own_firm(bench):
    operator = await logged_in(bench, "operator@headrace")
    await operator.put("/v1/organisations", json={"items": [AURORA, VELO]})
    users = (await door(bench).get("/api/session/demo-users")).json()["items"]
    assert {"planner@aurora", "customer@velo", "operator@headrace"} <= {user["id"] for user in users}
    customer = await logged_in(bench, "customer@velo")
    told = (await customer.get("/api/session")).json()
    assert "orders.order.place" in told["permissions"]
    assert "finance.note.issue" not in told["permissions"]
    me = told["user"]
    assert (me["organisation_name"], me["roles"]) == ("Velo Shops", ["customer"])
    assert [o["id"] for o in (await customer.get("/v1/organisations")).json()["items"]] == ["velo"]
    assert (await customer.put("/v1/organisations", json={"items": [AURORA]})).status_code == 403


async def test_a_firm_of_several_plants_has_demo_users_who_work_for_one(bench):
    operator = await logged_in(bench, "operator@headrace")
    await operator.put("/v1/organisations", json={"items": [AURORA, VELO]})
    plants = [{"id": id_, "organisation": "aurora", "name": id_, "time_zone": "UTC"} for id_ in ("north", "south")]
    only = [{"id": "shop", "organisation": "velo", "name": "Shop", "time_zone": "UTC"}]
    await operator.put("/v1/plants", json={"items": plants + only})
    users = {user["id"]: user for user in (await door(bench).get("/api/session/demo-users")).json()["items"]}
    assert (users["warehouse.north@aurora"]["plants"], users["warehouse@aurora"]["plants"]) == (["north"], None)
    assert not [user for user in users if user.endswith((".shop@velo", "planner.north@aurora"))]
    warehouse = await logged_in(bench, "warehouse.north@aurora")
    assert (await warehouse.get("/api/session")).json()["user"]["plants"] == ["north"]
    assert (await operator.get("/api/session")).json()["user"]["plants"] is None


async def test_a_gateway_in_a_factory_logs_in_as_a_device_of_its_firm_and_is_shown_to_nobody(bench):
    operator = await logged_in(bench, "operator@headrace")
    await operator.put("/v1/organisations", json={"items": [AURORA]})
    device = await logged_in(bench, "device@aurora")
    me = (await device.get("/api/session")).json()["user"]
    assert (me["organisation"], me["roles"]) == ("aurora", ["device"])
    shown = (await door(bench).get("/api/session/demo-users")).json()["items"]
    assert "device@aurora" not in {user["id"] for user in shown}
    answer = await door(bench).post("/api/session", json={"user": "device@nobody"})
    assert answer.status_code == 404


async def test_without_a_development_issuer_there_are_no_demo_users_and_no_devices(bench):
    operator = await logged_in(bench, "operator@headrace")
    await operator.put("/v1/organisations", json={"items": [AURORA]})
    bench.running.runtime.issuer = None
    for answer in (
        await door(bench).get("/api/session/demo-users"),
        await door(bench).post("/api/session", json={"user": "device@aurora"}),
    ):
        assert answer.status_code == 404
        assert "identity provider" in answer.json()["detail"]


async def test_the_console_is_told_where_people_log_in(bench):
    assert (await door(bench).get("/api/session/provider")).json() == {"provider": None}
    bench.running.runtime.issuer = None
    told = (await door(bench).get("/api/session/provider")).json()["provider"]
    assert told == {"issuer": bench.running.runtime.verifier.issuer, "client": "console"}


async def test_requests_go_on_to_the_service_without_headers_that_end_at_the_door(bench):
    seen = {}

    async def upstream(scope, receive, send):
        seen.update(scope)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    bench.running.runtime.apps["orders"] = upstream
    spoofed = {"X-User-Id": "root", "X-Forwarded-For": "1.2.3.4", "Connection": "x-secret", "X-Secret": "1"}
    answer = await door(bench).get("/api/orders/v1/orders?limit=2", headers=spoofed)
    assert answer.status_code == 204
    assert (seen["path"], seen["query_string"]) == ("/v1/orders", b"limit=2")
    names = [name for name, _ in seen["headers"]]
    assert b"x-user-id" not in names
    assert b"x-secret" not in names
    assert names.count(b"x-forwarded-for") == 1


async def test_an_unknown_api_path_is_a_problem_and_a_page_address_is_the_console(bench):
    missing = await door(bench).get("/api/nothing/v1/x")
    assert (missing.status_code, missing.headers["content-type"]) == (404, "application/problem+json")
    page = await door(bench).get("/orders/orders")
    assert page.headers["content-type"].startswith("text/html")


async def test_one_document_describes_every_service_and_names_no_operation_twice(bench):
    paths = (await door(bench).get("/api/openapi.json")).json()["paths"]
    names = [operation["operationId"] for item in paths.values() for operation in item.values()]
    assert "/api/session" in paths
    assert len(names) == len(set(names))


async def test_the_document_is_made_once_however_many_ask(bench):
    asked = []

    async def upstream(scope, receive, send):
        asked.append(scope["path"])
        await Response(b'{"paths": {}}', media_type="application/json")(scope, receive, send)

    bench.running.runtime.apps["orders"] = upstream
    path = "/api/openapi.json"
    first, *_ = answers = await asyncio.gather(*(door(bench).get(path) for _ in range(5)))
    assert {answer.headers["etag"] for answer in answers} == {first.headers["etag"]}
    assert asked == ["/openapi.json"]
    known = await door(bench).get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (known.status_code, known.content, known.headers["cache-control"]) == (304, b"", "no-cache")
    bench.running.runtime.apps["mes"] = upstream
    await door(bench).get(path)
    assert len(asked) == 3


async def test_a_document_without_a_service_that_did_not_answer_is_kept_for_a_moment_only(bench, monkeypatch):
    status = 503

    async def upstream(scope, receive, send):
        told = b'{"paths": {"/v1/orders": {"get": {"operationId": "list", "responses": {}}}}}'
        await Response(told, status, media_type="application/json")(scope, receive, send)

    monkeypatch.setattr(openapi, "PARTIAL_SECONDS", 0.0)
    bench.running.runtime.apps["orders"] = upstream
    assert "/api/orders/v1/orders" not in (await door(bench).get("/api/openapi.json")).json()["paths"]
    status = 200
    assert "/api/orders/v1/orders" in (await door(bench).get("/api/openapi.json")).json()["paths"]


@pytest.mark.parametrize("path", ["/api/api-gateway/metrics", "/api/api-gateway/%6detrics"])
async def test_what_a_service_measures_is_told_inside_only(bench, path):
    answer = await door(bench).get(path)
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-such-address")


async def test_whatever_the_document_points_to_is_there(bench):
    document = (await door(bench).get("/api/openapi.json")).json()
    pointed = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert pointed <= document["components"]["schemas"].keys()
    operation = document["paths"]["/api/api-gateway/v1/organisations"]["put"]
    assert (operation["security"], operation["x-platform"]) == ([{"bearer": []}], True)
    assert "504" in operation["responses"]


async def test_an_address_that_no_page_can_have_is_a_problem(bench):
    for path, status in {"/%00": 404, "/v1/%00": 404, "/" + "x" * 300: 404, "/" + "x/" * 5000: 404}.items():
        answer = await door(bench).get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), path
        assert answer.json()["detail"]


async def test_an_address_that_no_file_has_is_the_consoles_to_route(bench):
    for path in ("/%ff", "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/trace/" + "x" * 255):
        page = await door(bench).get(path)
        assert (page.status_code, page.headers["content-type"].partition(";")[0]) == (200, "text/html"), path
        assert "root:" not in page.text


SHIELD = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


async def test_every_answer_forbids_what_no_page_of_ours_needs(bench):
    paths = ("/", "/favicon.svg", "/api/clock", "/api/openapi.json", "/api/session", "/api/nothing/x", "/v1/x", "/%00")
    for path in (*paths, "/api/orders%2F@x", "/livez", "/api/api-gateway/v1/organisations"):
        answer = await door(bench).get(path)
        assert answer.headers.items() >= SHIELD.items(), path
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert "strict-transport-security" not in answer.headers, path


async def test_answers_with_data_are_kept_nowhere_unless_their_service_says_so(bench):
    assert (await door(bench).get("/api/clock")).headers["cache-control"] == "no-store"
    assert (await door(bench).get("/v1/organisations")).headers["cache-control"] == "no-store"

    async def upstream(scope, receive, send):
        said = [(b"cache-control", b"private, max-age=9"), (b"x-frame-options", b"ALLOWALL")]
        await send({"type": "http.response.start", "status": 204, "headers": said})
        await send({"type": "http.response.body", "body": b""})

    bench.running.runtime.apps["orders"] = upstream
    answer = await door(bench).get("/api/orders/v1/orders")
    assert answer.headers.get_list("cache-control") == ["private, max-age=9"]
    assert answer.headers.get_list("x-frame-options") == ["DENY"]


async def test_behind_tls_browsers_are_told_to_stay_there(bench):
    secure = httpx.AsyncClient(transport=httpx.ASGITransport(bench.running.asgi), base_url="https://localhost")
    assert (await secure.get("/")).headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"


async def test_each_page_has_a_nonce_of_its_own_and_may_ask_the_provider_of_identities(bench):
    first, second = [(await door(bench).get("/journey")) for _ in range(2)]
    nonces = [re.findall(r"nonce-([\w-]+)", page.headers["content-security-policy"]) for page in (first, second)]
    assert nonces[0] != nonces[1]
    rules = first.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(rules)
    assert "<base" not in first.text
    assert first.headers["cache-control"] == "no-store"
    assert "NONCE" not in first.text
    assert "connect-src 'self';" in first.headers["content-security-policy"]
    bench.running.runtime.issuer = None
    bench.running.runtime.verifier.issuer = "https://id.example.com/realms/headrace"
    page = await door(bench).get("/login")
    assert "connect-src 'self' https://id.example.com;" in page.headers["content-security-policy"]


async def test_the_clock_is_read_by_all_and_moved_by_the_platform_only_where_it_is_a_demos(bench):
    assert (await door(bench).get("/api/clock")).json()["rate"] == 1.0
    operator = await logged_in(bench, "operator@headrace")
    refused = await operator.post("/api/clock", json={"rate": 5})
    assert refused.json()["type"] == "/problems/real-time"


async def test_a_demos_clock_is_moved_a_year_at_once_at_most(bench, tmp_path):
    bench.running.runtime.clock = Clock.kept_in(tmp_path / "clock.json", start=START)
    operator = await logged_in(bench, "operator@headrace")
    far = {"advance_to": (START + timedelta(days=400)).isoformat()}
    refused = await operator.post("/api/clock", json={**far, "rate": 9})
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/too-far-ahead")
    near = {"advance_to": (START + timedelta(days=300)).isoformat()}
    assert (await operator.post("/api/clock", json=near)).json()["rate"] == 1.0
    assert (await operator.post("/api/clock", json=far)).status_code == 200


async def frames(bench: ServiceBench, token: str, headers: dict[str, str], wanted: int) -> list[dict]:
    """Read server-sent events straight from the application: httpx's ASGI transport waits for the end."""
    got: list[dict] = []
    enough = asyncio.Event()

    async def receive():
        await enough.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        for block in message.get("body", b"").decode().split("\n\n"):
            fields = dict(
                line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":")
            )
            if "event" in fields:
                got.append(fields)
        if len(got) >= wanted:
            enough.set()

    raw = [
        (b"host", b"localhost"),
        (b"authorization", f"Bearer {token}".encode()),
        *((k.encode(), v.encode()) for k, v in headers.items()),
    ]
    scope = {"type": "http", "method": "GET", "path": "/api/stream", "query_string": b"", "headers": raw}
    async with patience():
        task = asyncio.create_task(bench.running.asgi(scope, receive, send))
        await enough.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    return got


async def somebody_listens(bench: ServiceBench) -> None:
    async with patience():
        while not bench.running.state["hub"]._listeners:  # noqa: ASYNC110 - the stream's request is what changes
            await asyncio.sleep(0.01)


async def test_live_events_reach_their_parties_and_resume_after_a_lost_connection(bench):
    session = await door(bench).post("/api/session", json={"user": "operator@headrace"})
    token = session.json()["token"]
    listening = asyncio.create_task(frames(bench, token, {}, 2))
    await somebody_listens(bench)
    for name in ("aurora", "velo"):
        event = OrganisationRegistered(organisation=name, name=name, role="customer", currency="EUR")
        await bench.deliver(bench.envelope(event, tenant=name))
    first, second = await listening
    assert json.loads(second["data"])["data"]["organisation"] == "velo"
    (resumed,) = await frames(bench, token, {"last-event-id": first["id"]}, 1)
    assert resumed["id"] == second["id"]
    (lost,) = await frames(bench, token, {"last-event-id": "another-boot-7"}, 1)
    assert lost["event"] == "resync"
    own = bench.client("customer", tenant="velo").headers["Authorization"].removeprefix("Bearer ")
    hidden = asyncio.create_task(frames(bench, own, {}, 1))
    await somebody_listens(bench)
    for name in ("aurora", "velo"):
        event = OrganisationRegistered(organisation=name, name=name, role="customer", currency="USD")
        await bench.deliver(bench.envelope(event, tenant=name))
    assert json.loads((await hidden)[0]["data"])["tenant"] == "velo"


async def test_what_the_door_says_itself_is_in_the_readers_language(bench):
    answer = await door(bench).get("/api/api-gateway/metrics", headers={"Accept-Language": "zh-CN"})
    assert (answer.headers["content-language"], answer.json()["title"]) == ("zh", "地址不存在")
    assert answer.json()["detail"] == "/metrics 仅供内部访问，请使用 api-gateway 自己的端口。"
    english = await door(bench).get("/api/api-gateway/metrics")
    assert (english.headers["content-language"], english.json()["title"]) == ("en", "There is no such address")
