"""One board for each service: what it answers, hears and tells, its long work, its database, its trade."""

from __future__ import annotations

from collections.abc import Iterator

from boards import service_rows as rows
from boards.business import OF_SERVICE
from boards.panels import Board, Row, Variable
from boards.parts import SERVICES


def board(service: str) -> Board:
    replica = Variable("replica", "Replica", f'label_values(headrace_build_info{{service="{service}"}}, instance)')
    about = f"How the {service} service does: requests, events, long work, database, its trade"
    return Board(f"service-{service}", f"Headrace / {service}", about, list(_rows(service)), [replica])


def _rows(service: str) -> Iterator[Row]:
    parts = SERVICES[service]
    yield Row("Now", [*rows.now(service, parts)])
    yield Row("Trade", OF_SERVICE[service])
    yield Row("Requests", rows.requests(service))
    if parts.hears:
        yield Row("Events heard", rows.heard(service))
    if parts.stores:
        yield Row("Events told", rows.told(service))
    if parts.jobs:
        yield Row("Jobs", rows.jobs(service))
    if parts.timers:
        yield Row("Timers", rows.timers(service))
    if parts.deadlines:
        yield Row("Deadlines", rows.deadlines(service))
    if parts.stores:
        yield Row("Database", rows.database(service))
    yield Row("Process", rows.process(service))
