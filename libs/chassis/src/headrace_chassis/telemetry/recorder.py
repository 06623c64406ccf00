"""Our spans as OpenTelemetry's, each service's under a resource of its own though they share a process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType

from opentelemetry import trace as otel
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import Link, NonRecordingSpan, SpanContext, SpanKind, Status, StatusCode, TraceFlags, Tracer

from headrace_chassis import logs
from headrace_chassis.trace import Attributes, Kind, Span

KINDS: dict[Kind, SpanKind] = {
    "internal": SpanKind.INTERNAL,
    "server": SpanKind.SERVER,
    "client": SpanKind.CLIENT,
    "producer": SpanKind.PRODUCER,
    "consumer": SpanKind.CONSUMER,
}
MOST_LINKS = 128


class RecordedSpan(Span):
    __slots__ = ("_recorded",)

    def __init__(self, recorded: otel.Span) -> None:
        own = recorded.get_span_context()
        super().__init__(f"00-{own.trace_id:032x}-{own.span_id:016x}-{own.trace_flags:02x}")
        self._recorded = recorded

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, traceback)
        if isinstance(error, Exception):
            self._recorded.record_exception(error)
            self._recorded.set_status(Status(StatusCode.ERROR, type(error).__name__))
        self._recorded.end()

    def tell(self, attributes: Attributes, *, name: str = "") -> None:
        if name:
            self._recorded.update_name(name)
        self._recorded.set_attributes(attributes)
        if int(attributes.get("http.response.status_code", 0)) >= 500:
            self._recorded.set_status(Status(StatusCode.ERROR))


class OpenTelemetry:
    """`member` tells replicas apart; more than `queue` spans that wait to be sent are dropped, the oldest first."""

    def __init__(self, exporter: SpanExporter, member: str, queue: int) -> None:
        self._processor = BatchSpanProcessor(exporter, max_queue_size=queue)
        self._member = member
        self._tracers: dict[str, Tracer] = {}

    def begin(self, name: str, kind: Kind, parent: str, links: Iterable[str], attributes: Attributes) -> Span:
        service = logs.SERVICE.get()
        tracer = self._tracers.get(service) or self._opened(service)
        context = otel.set_span_in_context(NonRecordingSpan(_context(parent)), Context()) if parent else Context()
        recorded = tracer.start_span(name, context, KINDS[kind], attributes, list(_links(links)))
        return RecordedSpan(recorded)

    def _opened(self, service: str) -> Tracer:
        names = {"service.name": service or "headrace", "service.namespace": "headrace"}
        if self._member:
            names["service.instance.id"] = f"{service}-{self._member}"
        provider = TracerProvider(resource=Resource.create(names), shutdown_on_exit=False)
        provider.add_span_processor(self._processor)
        tracer = self._tracers[service] = provider.get_tracer("headrace_chassis")
        return tracer

    def close(self) -> None:
        self._processor.shutdown()  # type: ignore[no-untyped-call]


def _context(traceparent: str) -> SpanContext:
    _, trace, span, flags = traceparent.split("-")
    return SpanContext(int(trace, 16), int(span, 16), is_remote=True, trace_flags=TraceFlags(int(flags, 16)))


def _links(traceparents: Iterable[str]) -> Iterator[Link]:
    """One for each trace, since a trace that caused twice is one trace."""
    by_trace = {one[3:35]: one for one in traceparents if one}
    return (Link(_context(one)) for one in islice(by_trace.values(), MOST_LINKS))
