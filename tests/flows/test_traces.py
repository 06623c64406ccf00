"""PLT-7: one trace runs from a customer's order through requests, jobs and events into every service it reaches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

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


@pytest.fixture
async def spans(flow: Flow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Span]:
    path = tmp_path / "traces.jsonl"
    monkeypatch.setenv("HEADRACE_TRACES", f"file:{path}")
    async with flow.running() as gateway:
        gateway.event_hooks["request"].append(_acts_are_one_trace)
        await _ordered_and_released(gateway)
    return list(_spans(path))


@pytest.mark.slow
async def test_an_order_is_one_trace_over_requests_jobs_and_events_through_all_services(spans):
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
