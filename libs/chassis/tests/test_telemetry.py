"""PLT-7: spans are recorded on demand, respect who sampled, and one trace runs through requests, jobs and events."""

from __future__ import annotations

import asyncio
import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from headrace_chassis import logs, telemetry, trace
from headrace_chassis.telemetry import TracesNotSetUp
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.jobs import ended

from . import listener as listening

TRACE = "a" * 32
PARENT = f"00-{TRACE}-{'b' * 16}-01"
UNSAMPLED = f"00-{TRACE}-{'b' * 16}-00"
Span = dict[str, Any]


class Recording:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._block = telemetry.recording({"HEADRACE_TRACES": f"file:{path}"}, "2")

    def start(self) -> None:
        self._block.__enter__()

    def spans(self) -> list[Span]:
        """Ends the recording; each span with its service."""
        self._block.__exit__(None, None, None)
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        resources = [one for line in lines for one in json.loads(line)["resourceSpans"]]
        return [
            {"service": attributes(one["resource"])["service.name"], **span}
            for one in resources
            for scope in one["scopeSpans"]
            for span in scope["spans"]
        ]


def attributes(one: dict[str, Any]) -> dict[str, Any]:
    return {each["key"]: next(iter(each["value"].values())) for each in one["attributes"]}


@pytest.fixture
def recording(tmp_path) -> Iterator[Recording]:
    recording = Recording(tmp_path / "traces.jsonl")
    recording.start()
    yield recording
    trace.record_with(None)


def named(spans: list[Span], name: str) -> list[Span]:
    return [span for span in spans if span["name"] == name]


def organisation(id_: str, name: str = "Acme") -> OrganisationRegistered:
    return OrganisationRegistered(organisation=id_, name=name, role="customer", currency="EUR")


async def test_a_request_is_a_span_below_its_caller_with_its_transaction_below(bench, recording):
    headers = {"traceparent": PARENT}
    await bench.client("planner").post("/v1/notes", json={"text": "nice"}, headers=headers)
    spans = [span for span in recording.spans() if span["traceId"] == TRACE]
    (request,) = named(spans, "POST /v1/notes")
    assert (request["parentSpanId"], request["kind"], request["service"]) == ("b" * 16, 2, "api-gateway")
    facts = attributes(request)
    assert (facts["http.route"], facts["http.response.status_code"]) == ("/v1/notes", "201")
    (transaction,) = named(spans, "transaction")
    assert transaction["parentSpanId"] == request["spanId"]
    assert attributes(transaction)["db.namespace"] == "api-gateway"
    (told,) = await bench.query("SELECT traceparent FROM event_log WHERE traceparent LIKE '%' || $1 || '%'", TRACE)
    assert told["traceparent"].split("-")[2] in {request["spanId"], transaction["spanId"]}


async def test_a_fault_of_ours_is_an_error_span_and_health_checks_are_none(bench, recording):
    await bench.client("planner").get("/v1/broken")
    await bench.client().get("/readyz")
    spans = recording.spans()
    (broken,) = named(spans, "GET /v1/broken")
    assert broken["status"]["code"] == 2
    assert not [span for span in spans if "readyz" in span["name"]]


async def test_what_the_caller_did_not_sample_is_not_recorded_and_goes_on_unsampled(bench, recording):
    await bench.client("planner").post("/v1/notes", json={"text": "x"}, headers={"traceparent": UNSAMPLED})
    assert [span for span in recording.spans() if span["traceId"] == TRACE] == []
    (told,) = await bench.query("SELECT traceparent FROM event_log WHERE traceparent LIKE '%' || $1 || '%'", TRACE)
    assert told["traceparent"].endswith("-00")


async def test_the_sampled_flag_is_carried_without_a_recorder_too(bench):
    await bench.client("planner").post("/v1/notes", json={"text": "x"}, headers={"traceparent": UNSAMPLED})
    (told,) = await bench.query("SELECT traceparent FROM event_log WHERE traceparent LIKE '%' || $1 || '%'", TRACE)
    assert told["traceparent"].endswith("-00")


async def test_a_job_goes_on_in_the_trace_of_the_request_that_asked_for_it(bench, recording):
    writer = bench.client("planner")
    asked = await writer.post("/v1/counts", json={"text": "2"}, headers={"traceparent": PARENT})
    await ended(writer, asked.json()["job"])
    await asyncio.sleep(0.1)
    spans = recording.spans()
    (job,) = named(spans, "job count")
    assert job["traceId"] == TRACE
    told = await bench.query("SELECT 1 FROM event_log WHERE traceparent LIKE '%' || $1 || '%'", TRACE)
    assert len(told) == 1, "what the job told is in the trace too"


async def test_a_batch_links_to_each_event_and_each_event_has_its_span_in_its_own_trace(start_service, recording):
    bench = await start_service(listening.service)
    traces = ["1" * 32, "2" * 32]
    for number, one in enumerate(traces):
        with trace.continued(f"00-{one}-{'c' * 16}-01"):
            await bench.deliver(bench.envelope(organisation(f"o{number}")))
    await bench.caught_up()
    spans = recording.spans()
    hearing = named(spans, "hear OrganisationRegistered")
    assert {span["traceId"] for span in hearing} == set(traces)
    batches = named(spans, f"hear {OrganisationRegistered.topic}")
    assert {link["traceId"] for span in batches for link in span["links"]} == set(traces)
    assert {span["links"][0]["spanId"] for span in hearing} & {span["spanId"] for span in spans}
    assert attributes(hearing[0])["headrace.handler"] == "organisations_came"
    assert not {span["traceId"] for span in batches} & set(traces)


async def test_a_handler_that_fails_is_an_error_span(start_service, recording):
    bench = await start_service(listening.service)
    await bench.hear(organisation("bad", name=""))
    failed = [span for span in named(recording.spans(), "hear OrganisationRegistered") if span["status"]["code"] == 2]
    assert failed
    assert failed[0]["events"][0]["name"] == "exception"


async def test_nobody_who_only_waits_makes_spans(bench, recording):
    await asyncio.sleep(1.0)
    names = {span["name"] for span in recording.spans()}
    assert not {name for name in names if not name.startswith(("timer", "transaction"))}


def test_each_service_of_a_process_is_a_resource_of_its_own(recording):
    for service in ("orders", "mrp"):
        token = logs.SERVICE.set(service)
        with trace.continued(None, "work"):
            pass
        logs.SERVICE.reset(token)
    assert sorted(span["service"] for span in recording.spans()) == ["mrp", "orders"]


def test_without_being_asked_nothing_is_recorded():
    with telemetry.recording({}):
        assert not trace.is_recording()


def test_what_is_asked_for_wrongly_is_refused_in_words():
    with pytest.raises(TracesNotSetUp, match="file:PATH"), telemetry.recording({"HEADRACE_TRACES": "/tmp/x"}):
        pass


class Collector(BaseHTTPRequestHandler):
    received: ClassVar[list[ExportTraceServiceRequest]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        assert self.path == "/v1/traces"
        self.received.append(ExportTraceServiceRequest.FromString(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


def test_spans_are_sent_to_a_collector_over_otlp():
    with HTTPServer(("127.0.0.1", 0), Collector) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with (
            telemetry.recording({"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{server.server_port}"}),
            trace.continued(PARENT, "work", "server", attributes={"http.route": "/v1/x"}),
        ):
            pass
        server.shutdown()
    (request,) = Collector.received
    (span,) = request.resource_spans[0].scope_spans[0].spans
    assert (span.name, span.trace_id.hex(), span.parent_span_id.hex()) == ("work", TRACE, "b" * 16)
