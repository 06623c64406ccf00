"""The way from the machines to the server: devices, buffers, telemetry taken in."""

from __future__ import annotations

from boards.business import EDGE, EQUIPMENT
from boards.panels import Board, Row, lines, number
from boards.promql import quantile

TELEMETRY = 'service="equipment", route="/v1/telemetry"'


def board() -> Board:
    about = "Machines and their gateways: who answers, what waits on disk, what arrives"
    return Board("edge", "Headrace / factory edge", about, [NOW, Row("Gateways", EDGE), ARRIVAL, MACHINES])


NOW = Row(
    "Now",
    [
        number(
            "Devices",
            "Machines read by a gateway",
            "short",
            "sum(max by (plant, state) (edge_devices))",
        ),
        number(
            "Silent devices",
            "They don't answer their gateway",
            "short",
            'sum(max by (plant) (edge_devices{state="silent"})) or vector(0)',
            warn=1,
            bad=5,
        ),
        number("Records waiting", "In all buffers", "short", "sum(max by (plant) (edge_buffered_records))"),
        number(
            "Oldest waiting record",
            "In business time; grows while the way to the server is cut",
            "s",
            "max(edge_oldest_buffered_seconds)",
            warn=60,
            bad=300,
        ),
    ],
)
ARRIVAL = Row(
    "Arrival",
    [
        lines(
            "Telemetry batches",
            "Taken in a second, by status; 409 tells a gateway where to go on",
            "reqps",
            (f"sum by (status) (rate(http_requests_total{{{TELEMETRY}}}[$__rate_interval]))", "{{status}}"),
            stacked=True,
        ),
        lines(
            "Time to take a batch in",
            "p50 and p95",
            "s",
            *[
                (quantile(share, "http_request_duration_seconds", TELEMETRY), f"p{share * 100:g}")
                for share in (0.5, 0.95)
            ],
            bad=0.5,
        ),
        lines(
            "Told by equipment",
            "Machine events a second",
            "cps",
            ('sum(rate(event_log_appended_events_total{service="equipment"}[$__rate_interval]))', "events"),
        ),
    ],
)
MACHINES = Row("Machines", EQUIPMENT)
