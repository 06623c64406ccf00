"""PLT-7: lines of JSON that join by trace and event, and never a secret in them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from headrace_chassis import logs, trace
from headrace_chassis.events import spans
from headrace_chassis.events.envelope import Envelope
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.bench import ServiceBench

from . import listener as listening

TRACE = "c" * 32
PARENT = f"00-{TRACE}-{'d' * 16}-01"


class Lines:
    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    def all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def of(self, logger: str) -> list[dict[str, Any]]:
        return [line for line in self.all() if line["logger"] == logger]


@pytest.fixture
def lines() -> Iterator[Lines]:
    root, access = logging.getLogger(), logging.getLogger("headrace.access")
    handlers, level, each = root.handlers[:], root.level, access.level
    lines = Lines()
    logs.set_up("INFO", lines.stream, member="orders-2", each_request=True)
    yield lines
    root.handlers, root.level = handlers, level
    access.setLevel(each)


def organisation(id_: str, name: str) -> OrganisationRegistered:
    return OrganisationRegistered(organisation=id_, name=name, role="customer", currency="EUR")


async def test_a_request_is_a_line_with_its_trace_tenant_and_member_but_not_its_query(bench, lines):
    writer = bench.client("planner", tenant="acme")
    await writer.get("/v1/notes?limit=3&cursor=", headers={"traceparent": PARENT})
    await writer.get("/readyz")
    (line,) = lines.of("headrace.access")
    assert (
        line.items()
        >= {
            "message": "GET /v1/notes 200",
            "service": "api-gateway",
            "member": "orders-2",
            "tenant": "acme",
            "trace_id": TRACE,
            "status": 200,
        }.items()
    )
    assert len(line["span_id"]) == 16
    assert line["milliseconds"] > 0
    assert "limit" not in lines.text


async def test_requests_are_not_told_unless_asked_for(bench, lines):
    logs.set_up("INFO", lines.stream)
    await bench.client("planner").get("/v1/notes")
    assert lines.of("headrace.access") == []


async def test_what_went_wrong_with_a_request_joins_it_by_its_trace(bench, lines):
    answer = await bench.client("planner").get("/v1/broken", headers={"traceparent": PARENT})
    (line,) = lines.of("headrace_chassis.web.problems")
    assert line["trace_id"] == answer.json()["trace_id"] == TRACE
    assert "ZeroDivisionError" in line["exception"]


async def test_an_event_that_can_not_be_heard_is_named(start_service, lines):
    bench: ServiceBench = await start_service(listening.service)
    bad = bench.envelope(organisation("bad", name=""), tenant="acme")
    await bench.deliver(bad)
    await bench.caught_up()
    (line,) = [line for line in lines.all() if line["level"] == "error"]
    assert line.items() >= {"event_id": bad.id, "event_type": bad.type, "tenant": "acme", "service": "quality"}.items()


def test_a_line_from_inside_a_handler_names_its_event_and_its_trace(lines):
    told = organisation("o", "O")
    at = datetime(2026, 3, 2, tzinfo=UTC)
    event = Envelope("e-1", told.event_type, "api-gateway", "o", "acme", "", 1, at, PARENT, told.to_wire(), 1)
    with spans.heard("keep", [event]):
        logging.getLogger("mes").info("counting")
    (line,) = lines.of("mes")
    assert line.items() >= {"event_id": "e-1", "event_type": event.type, "tenant": "acme", "trace_id": TRACE}.items()


SECRETS = [
    ("postgresql://app:hunter2@db/orders refused", "hunter2"),
    ("postgresql://:hunter2@db/orders", "hunter2"),
    ("Authorization: Bearer abcdefgh.ijkl.mnop", "abcdefgh"),
    ("{'authorization': 'Basic dXNlcjpodW50ZXIy'}", "dXNlcjpodW50ZXIy"),
    ("KafkaSettings(user='kafka', password='hunter2', ca='x')", "hunter2"),
    ('{"password": "hunter2", "user": "kafka"}', "hunter2"),
    ("sasl_plain_password=hunter2 at x", "hunter2"),
    ("GET /v1/x?access_token=hunter2&a=b", "hunter2"),
    ("api_key: hunter2", "hunter2"),
    ("client_secret=hunter2", "hunter2"),
    ("token eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhIn0.c2ln was refused", "eyJzdWIiOiJhIn0"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_a_secret_is_blotted_out_of_messages_extras_and_exceptions(lines, text, secret):
    logger = logging.getLogger("anybody")
    logger.info(text)
    logger.info("with an argument: %s", text)
    logger.info("with a fact", extra={"fact": text, "more": {"deep": text}})
    try:
        raise RuntimeError(text)
    except RuntimeError:
        logger.exception("it broke")
    assert len(lines.all()) == 4
    assert secret not in lines.text
    assert "***" in lines.text


def test_what_is_no_secret_stays(lines):
    words = "order ord_1 of acme: 3 tokens at https://host:8080/path, passwords are not kept here, key=value"
    logging.getLogger("anybody").info(words)
    assert lines.all()[0]["message"] == words


async def test_nothing_of_a_users_token_is_told_by_a_day_of_requests(bench, lines, issuer):
    client: httpx.AsyncClient = bench.client("planner")
    token = client.headers["authorization"].removeprefix("Bearer ")
    logging.getLogger().setLevel("DEBUG")
    await client.post("/v1/notes", json={"text": "nice"})
    await client.get("/v1/broken")
    await client.get("/v1/notes", headers={"Authorization": f"Bearer {token[:-4]}AAAA"})
    await client.get(f"/v1/notes?access_token={token}")
    logging.getLogger().setLevel("INFO")
    assert lines.all()
    for part in token.split("."):
        assert part not in lines.text


async def test_an_error_of_the_database_is_told_without_the_row(bench, lines):
    who = "Lovelace"
    with pytest.raises(DBAPIError) as raised:
        async with bench.running.database.transaction("acme") as tx:
            await tx.execute(text("SELECT 1 / 0 WHERE :who <> ''"), {"who": who})
    logging.getLogger("anybody").error("it failed", exc_info=raised.value)
    assert "DivisionByZero" in lines.text
    assert who not in lines.text


def test_what_is_carried_has_both_ids():
    with trace.continued(PARENT):
        assert (trace.trace_id(), len(trace.span_id())) == (TRACE, 16)


@pytest.mark.parametrize(
    "told",
    ["x\n{}", "x\r\n", "x\u2028y", "x\u0085y", "x\x1b[2Jy", "x\x9b2Jy", "x\u202ey", "x\ud800y", 1 << 70],
)
def test_whatever_is_told_is_one_line_that_steers_no_terminal(lines, told):
    logging.getLogger("headrace.test").warning("told %s", told, extra={"facts": {"told": told}})
    (line,) = lines.of("headrace.test")
    assert line["message"] == f"told {told}"
    assert line["facts"] == {"told": told}
    assert all(sign.isprintable() for sign in lines.text.rstrip("\n"))
