"""PLT-2, PLT-5: live events go to who may read their list; a partner is told only that a shared paper is there."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

import orjson
import pytest

from headrace_api_gateway.api import stream
from headrace_api_gateway.live import Hearer, Hub, Told
from headrace_api_gateway.readers import SHOWN_IN, Readers, lists_of, service_of
from headrace_api_gateway.service import service
from headrace_chassis import ids
from headrace_chassis.auth import Principal
from headrace_chassis.clock import wall
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.memory_bus import MemoryBus
from headrace_chassis.issuer import DevelopmentIssuer
from headrace_contracts.event import Event
from headrace_contracts.mrp.v1 import Peg, PurchaseProposalReleased
from headrace_contracts.registry import EVENT_TYPES
from headrace_contracts.srm.v1 import PurchaseOrderPublished, SupplierItemPublished
from headrace_contracts.values import Money, Quantity
from headrace_testkit.bench import ServiceBench
from headrace_testkit.waiting import patience

from .front import door, token_of, with_firms

ALL = frozenset(EVENT_TYPES)
EUR = Money(100, "EUR")
ONE = Quantity.of("1", "EA")
ORDER = PurchaseOrderPublished(
    purchase_order="p1", number="PO-1", buyer="aurora", supplier="bolt", plant="north", revision=1, lines=[], total=EUR
)
PROPOSAL = PurchaseProposalReleased(
    proposal="r1",
    plan="plan",
    item="SCREW",
    plant="north",
    supplier="bolt",
    quantity=ONE,
    order_by=date(2026, 3, 2),
    need_by=date(2026, 3, 9),
    pegs=[Peg(order="o1", line=1, quantity=ONE)],
    batch="b",
)
AGREED = SupplierItemPublished(item="SCREW", supplier="bolt", price=EUR, lead_time_days=3, minimum=ONE, rank=1)


def told(event: Event, tenant: str = "aurora") -> Told:
    envelope = Envelope(
        id=ids.new_id("e"),
        type=event.event_type,
        source=event.topic,
        key=event.key,
        tenant=tenant,
        plant="",
        version=0,
        time=datetime(2026, 3, 2, tzinfo=UTC),
        traceparent="",
        data=event.to_wire(),
        position=1,
    )
    return Hub(MemoryBus())._told(envelope)


@pytest.mark.parametrize("event", [ORDER, PROPOSAL, AGREED])
def test_a_firm_hears_its_own_events_whole_as_far_as_its_roles_go(event):
    one = told(event)
    assert one.shown_to(Hearer("aurora", ALL)) == one.shown_to(Hearer("", ALL)) == one.data
    assert one.shown_to(Hearer("aurora", ALL - {event.event_type})) is None
    assert one.shown_to(Hearer("", frozenset())) is None


def test_a_partner_hears_that_a_shared_paper_is_there_and_nothing_that_it_says():
    shown = told(ORDER).shown_to(Hearer("bolt", ALL))
    assert shown is not None
    assert (shown["type"], shown["subject"], shown["data"]) == (ORDER.event_type, "p1", {})
    assert told(ORDER).shown_to(Hearer("other", ALL)) is None


@pytest.mark.parametrize("event", [PROPOSAL, AGREED])
def test_a_partner_does_not_hear_what_only_names_him(event):
    assert told(event).shown_to(Hearer("bolt", ALL)) is None


def listing(*roles: str, **more: object) -> dict[str, object]:
    answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Listed_OrderView_"}}}}
    return {"get": {"responses": {"200": answer}, **({"x-roles": list(roles)} if roles else {}), **more}}


SRM = {
    "/v1/supplier-items": listing("buyer"),
    "/v1/purchase-orders": listing("buyer", "supplier"),
    "/v1/purchase-orders/{order}": {"get": {"responses": {"200": {}}}},
    "/v1/dead-letters": listing(**{"x-platform": True}),
}


def test_what_a_list_asks_is_read_from_the_services_own_words():
    assert lists_of({"paths": SRM}) == {
        "supplier-items": frozenset({"buyer"}),
        "purchase-orders": frozenset({"buyer", "supplier"}),
    }


async def test_roles_hear_what_their_lists_show_and_nothing_of_a_service_that_is_not_there():
    async def srm(scope, receive, send):
        body = orjson.dumps({"paths": SRM})
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    readers = Readers({"srm": srm}, srm)
    supplier = Principal("s", "S", "bolt", frozenset({"supplier"}))
    topics = frozenset({"headrace.srm.v1", "headrace.finance.v1"})
    found = await readers.readable(supplier, topics)
    assert ORDER.event_type in found
    assert AGREED.event_type not in found
    assert {service_of(one) for one in found} == {"srm"}
    assert AGREED.event_type in await readers.readable(Principal("b", "B", "a", frozenset({"buyer"})), topics)


@pytest.fixture
async def bench(start_service, issuer: DevelopmentIssuer) -> ServiceBench:
    bench = await start_service(service)
    bench.running.runtime.issuer = issuer
    return bench


async def ended(bench: ServiceBench, caller: Principal) -> list[bytes]:
    async with patience():
        return [one async for one in stream._frames(bench.running, caller, Hearer("", ALL), "")]


async def test_a_stream_ends_with_its_token(bench, monkeypatch):
    monkeypatch.setattr(stream, "LOOK", 0.05)
    caller = Principal("u", "U", "aurora", frozenset(), "s1", wall().timestamp() + 0.3)
    assert await ended(bench, caller) == [b": connected\n\n"]


async def test_a_stream_ends_with_its_session(bench, monkeypatch):
    monkeypatch.setattr(stream, "LOOK", 0.05)
    await with_firms(bench)
    token = await token_of(bench, "planner@aurora")
    caller = await bench.running.runtime.verifier.principal(token)
    listening = asyncio.create_task(ended(bench, caller))
    await asyncio.sleep(0.2)
    assert not listening.done()
    await door(bench, token).delete("/api/session")
    assert await listening == [b": connected\n\n"]


def test_lists_that_are_named_begin_the_names_of_events_that_are_there():
    for name, shown in SHOWN_IN.items():
        kinds = [one.rpartition(".")[2] for one in EVENT_TYPES if service_of(one) == name]
        assert all(any(kind.startswith(beginning) for kind in kinds) for beginning in shown), name
