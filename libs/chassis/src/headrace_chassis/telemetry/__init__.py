"""Spans recorded by OpenTelemetry, when the environment asks for it; needs the extra `telemetry`.

`OTEL_EXPORTER_OTLP_ENDPOINT` sends them over OTLP/HTTP; `HEADRACE_TRACES=file:PATH` appends them to a file, one OTLP
JSON message a line. The sampler is set as everywhere (`OTEL_TRACES_SAMPLER`); a caller's sampled flag is respected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from headrace_chassis import trace

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

FILE, ENDPOINT = "HEADRACE_TRACES", "OTEL_EXPORTER_OTLP_ENDPOINT"
QUEUE = "OTEL_BSP_MAX_QUEUE_SIZE"
LONG_QUEUE = "16384"  # a batch of events makes many spans at once


class TracesNotSetUp(RuntimeError):
    """What the environment asks for can't be done; the message says what to mend."""


@contextmanager
def recording(environment: Mapping[str, str], member: str = "") -> Iterator[None]:
    """Record spans in the block if the environment says where to; at its end all that was recorded is sent."""
    if not environment.get(FILE) and not environment.get(ENDPOINT):
        yield
        return
    try:
        from headrace_chassis.telemetry.recorder import OpenTelemetry
    except ImportError as error:
        raise TracesNotSetUp(f"{error}. Traces need the extra: pip install 'headrace-chassis[telemetry]'.") from error
    recorder = OpenTelemetry(_exporter(environment), member, int(environment.get(QUEUE, LONG_QUEUE)))
    trace.record_with(recorder)
    try:
        yield
    finally:
        trace.record_with(None)
        recorder.close()


def _exporter(environment: Mapping[str, str]) -> SpanExporter:
    where = environment.get(FILE, "")
    if not where:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        return OTLPSpanExporter(f"{environment[ENDPOINT].rstrip('/')}/v1/traces")
    scheme, _, path = where.partition(":")
    if scheme != "file" or not path:
        raise TracesNotSetUp(f"{FILE} is {where!r}; write it as file:PATH, such as file:.local/traces.jsonl")
    from headrace_chassis.telemetry.file import FileExporter

    return FileExporter(Path(path))
