"""PLT-6, PLT-7: an order is one trace into every service that it reaches, and the logs say who did it and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from headrace_cli.events.audit import NAME, Audit, audit
from headrace_cli.events.rows import handle
from headrace_cli.events.tracing import Event
from headrace_cli.names import senders
from headrace_journey import fictional
from headrace_journey.anchor import first_day
from headrace_journey.http import People
from headrace_journey.loading import load_world
from headrace_journey.stage import Stage
from headrace_journey.steps import order, plan

from .conftest import Flow

TRACE, CLIENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
ACTS = ("/api/orders/v1/orders", "/api/mrp/v1/plans", "/api/mrp/v1/proposal-releases")
Span = dict[str, Any]


async def _acts_are_one_trace(request: httpx.Request) -> None:
    """The customer's order, the plan and its release; nothing else that the test asks for."""
    if request.method == "POST" and request.url.path in ACTS:
        request.headers["traceparent"] = f"00-{TRACE}-{CLIENT}-01"


@dataclass
class Told:
    """What the spans and the logs say of one order; `audits` by what was asked for."""

    spans: list[Span]
    events: dict[str, Event]
    audits: dict[str, Audit]


async def _ordered_and_released(gateway: httpx.AsyncClient) -> None:
    people, company = People(gateway), fictional("small", 1)
    stage = Stage(people, company.on(await first_day(people, company)), "traces")
    assert (await load_world(people, stage.world)).faults == []
    await order.play(stage)
    await plan.released(stage, 1)
    await stage.settled()


def _spans(path: Path) -> Iterator[Span]:
    for line in path.read_text().splitlines():
        for resource in json.loads(line)["resourceSpans"]:
            names = {one["key"]: one["value"] for one in resource["resource"]["attributes"]}
            for scope in resource["scopeSpans"]:
                yield from ({"service": names["service.name"]["stringValue"], **span} for span in scope["spans"])


async def _all_events(operator: httpx.AsyncClient) -> dict[str, Event]:
    found: dict[str, Event] = {}
    for service in senders():
        after, items = 0, [{}]
        while items:
            page = (await operator.get(f"/api/{service}/v1/event-log", params={"after": after, "limit": 500})).json()
            after, items = page["position"], page["items"]
            found |= {handle(one): one for one in items}
    return found


@pytest.fixture
async def told(flow: Flow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    path = tmp_path / "traces.jsonl"
    monkeypatch.setenv("HEADRACE_TRACES", f"file:{path}")
    async with flow.running() as gateway:
        gateway.event_hooks["request"].append(_acts_are_one_trace)
        await _ordered_and_released(gateway)
        session = await gateway.post("/api/session", json={"user": "operator@headrace"})
        gateway.headers["Authorization"] = f"Bearer {session.json()['token']}"
        events = await _all_events(gateway)
        found = {word: await audit(gateway, word) for word in ("SO-000001", "WO-000001", "PO-000001")}
    return Told(list(_spans(path)), events, {word: one for word, one in found.items() if one})


@pytest.mark.slow
async def test_one_order_is_one_trace_and_its_logs_say_who_did_what_and_why(told):
    _is_one_trace_over_requests_jobs_and_events_through_all_services(told.spans)
    _every_event_has_an_actor_and_a_cause_that_is_there(told.events)
    _is_read_from_the_logs_up_to_its_root_and_down_to_what_followed(told.audits)


def _every_event_has_an_actor_and_a_cause_that_is_there(events: dict[str, Event]) -> None:
    assert {one["actor"] for one in events.values()} & {"", "unknown"} == set()
    caused = {name: one for name, one in events.items() if NAME.fullmatch(one["cause"])}
    assert {one["source"] for one in caused.values()} >= {"mes", "srm"}
    assert {one["cause"] for one in caused.values()} <= events.keys()
    assert all(one["actor"] == events[one["cause"]]["actor"] for one in caused.values())
    roots = {one["cause"].partition(":")[0] for name, one in events.items() if name not in caused}
    assert roots <= {"request", "timer", ""}


def _is_read_from_the_logs_up_to_its_root_and_down_to_what_followed(audits: dict[str, Audit]) -> None:
    kinds = {word: {event["type"].rpartition(".")[2] for event in made.found.values()} for word, made in audits.items()}
    assert kinds["SO-000001"] >= {"OrderPlaced", "OrderMatched"}
    assert kinds["WO-000001"] >= {"WorkProposalReleased", "WorkOrderCreated"}
    assert kinds["PO-000001"] >= {"PurchaseProposalReleased", "PurchaseOrderPublished"}
    for word in ("WO-000001", "PO-000001"):
        [root] = {one["cause"] for one in audits[word].found.values() if not NAME.fullmatch(one["cause"])}
        assert root == f"request:{TRACE}"
        assert len({one["actor"] for one in audits[word].found.values()}) == 1


def _is_one_trace_over_requests_jobs_and_events_through_all_services(spans: list[Span]) -> None:
    ours = [span for span in spans if span["traceId"] == TRACE]
    heard = {(span["service"], span["name"]) for span in ours if span["name"].startswith(("hear ", "job ", "POST "))}
    assert heard >= {
        ("orders", "POST /v1/orders"),
        ("orders", "job match-order"),
        ("control-tower", "hear OrderPlaced"),
        ("finance", "hear OrderPlaced"),
        ("logistics", "hear OrderMatched"),
        ("mrp", "hear OrderMatched"),
        ("mrp", "POST /v1/proposal-releases"),
        ("srm", "hear PurchaseProposalReleased"),
        ("mrp", "hear PurchaseOrderPublished"),
        ("mes", "hear WorkProposalReleased"),
        ("mrp", "hear WorkOrderCreated"),
        ("orders", "hear WorkOrderCreated"),
    }
    known = {span["spanId"] for span in ours} | {CLIENT}
    lost = [(span["service"], span["name"]) for span in ours if span["parentSpanId"] not in known]
    assert lost == [], "every span hangs below another of the trace, up to the client's"
    batches = [span for span in spans if TRACE in {link["traceId"] for link in span["links"]}]
    assert {span["service"] for span in batches} >= {"mrp", "mes", "srm", "control-tower"}
    assert all(span["traceId"] != TRACE for span in batches if span["name"].startswith("hear headrace."))
