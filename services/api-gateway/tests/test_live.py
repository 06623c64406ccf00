"""PLT-2, PLT-5: live events go to who may read their list; a partner is told what is for him of a shared paper."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime

import orjson
import pytest

from headrace_api_gateway.api import stream
from headrace_api_gateway.live import Hearer, Hub, Told
from headrace_api_gateway.readers import Readers, lists_of, service_of
from headrace_api_gateway.service import service
from headrace_chassis import ids
from headrace_chassis.auth import Principal
from headrace_chassis.clock import wall
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.memory_bus import MemoryBus
from headrace_chassis.issuer import DevelopmentIssuer
from headrace_chassis.tx import EVERYONE
from headrace_contracts.event import Event
from headrace_contracts.mrp.v1 import Peg, PurchaseProposalReleased
from headrace_contracts.registry import EVENT_TYPES
from headrace_contracts.srm.v1 import (
    PurchaseOrderCancelled,
    PurchaseOrderLine,
    PurchaseOrderPublished,
    SupplierItemPublished,
)
from headrace_contracts.values import Money, Quantity
from headrace_testkit.bench import ServiceBench
from headrace_testkit.waiting import patience

from .front import door, token_of, with_firms

ALL = frozenset(EVENT_TYPES)
EUR = Money(100, "EUR")
ONE = Quantity.of("1", "EA")
LINE = PurchaseOrderLine(line=1, item="SCREW", quantity=ONE, price=EUR, due=date(2026, 3, 9), proposals=("r1",))
ORDER = PurchaseOrderPublished(
    purchase_order="p1",
    number="PO-1",
    buyer="aurora",
    supplier="bolt",
    plant="north",
    revision=1,
    lines=[LINE],
    total=EUR,
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


def told(event: Event, tenant: str = "aurora", plant: str = "") -> Told:
    envelope = Envelope(
        id=ids.new_id("e"),
        type=event.event_type,
        source=event.topic,
        key=event.key,
        tenant=tenant,
        plant=plant,
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
    shown = one.shown_to(Hearer("aurora", ALL))
    assert shown is not None
    assert shown["data"] == event.to_json()
    assert one.shown_to(Hearer(EVERYONE, ALL)) == shown
    assert one.shown_to(Hearer("aurora", ALL - {event.event_type})) is None
    assert one.shown_to(Hearer(EVERYONE, frozenset())) is None


def test_a_partner_hears_what_a_shared_paper_says_and_nothing_of_where_it_comes_from():
    shown = told(ORDER).shown_to(Hearer("bolt", ALL))
    assert shown is not None
    assert (shown["type"], shown["subject"], shown["data"]["number"]) == (ORDER.event_type, "p1", "PO-1")
    [line] = shown["data"]["lines"]
    assert line["quantity"] == {"value": "1", "unit": "EA"}
    assert "proposals" not in line
    assert not {"actor", "cause", "traceparent", "logposition"} & set(shown)
    assert told(ORDER).shown_to(Hearer("other", ALL)) is None


@pytest.mark.parametrize("event", [PROPOSAL, AGREED])
def test_a_partner_does_not_hear_what_only_names_him(event):
    assert told(event).shown_to(Hearer("bolt", ALL)) is None


def test_who_works_for_some_plants_hears_of_those_and_of_none_and_what_is_told_to_the_firm():
    north = frozenset({"north"})
    heard = [
        told(ORDER, plant=plant).shown_to(Hearer("aurora", ALL, north)) is not None for plant in ("north", "south", "")
    ]
    assert heard == [True, False, True]
    assert told(ORDER, plant="south").shown_to(Hearer("bolt", ALL, north)) is not None


def listing(**more: object) -> dict[str, object]:
    answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Listed_OrderView_"}}}}
    return {"get": {"responses": {"200": answer}, **more}}


SRM = {
    "/v1/supplier-items": listing(**{"x-permission": "srm.supplier-item.read"}),
    "/v1/purchase-orders": listing(**{"x-permission": "srm.purchase-order.read"}),
    "/v1/purchase-orders/{order}": {"get": {"responses": {"200": {}}}},
    "/v1/dead-letters": listing(**{"x-platform": True}),
}


def test_what_a_list_asks_is_read_from_the_services_own_words():
    assert lists_of({"paths": SRM}) == {
        "supplier-items": "srm.supplier-item.read",
        "purchase-orders": "srm.purchase-order.read",
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
        return [one async for one in stream._frames(bench.running, caller, Hearer(EVERYONE, ALL), "")]


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


LAST = PurchaseOrderCancelled(purchase_order="last", buyer="aurora", supplier="bolt", plant="north", reason="")


async def heard_live(bench: ServiceBench, organisation: str, *events: Event) -> list[dict]:
    """What a member of the organisation with every role gets on the stream, of aurora's events."""
    caller = Principal("u", "U", organisation, frozenset({"admin"}), "s1", wall().timestamp() + 60)
    frames = stream._frames(bench.running, caller, Hearer(organisation, ALL), "")
    assert await anext(frames) == b": connected\n\n"
    await bench.deliver(*(bench.envelope(event, "aurora") for event in [*events, LAST]))
    found = []
    async with asyncio.timeout(20):
        async for frame in frames:
            shown = orjson.loads(frame.split(b"data: ")[1])
            if shown["subject"] == LAST.key:
                return found
            found.append(shown)
    raise AssertionError


async def test_a_supplier_hears_on_the_stream_of_its_order_and_never_of_its_customers_orders(bench):
    heard = await heard_live(bench, "bolt", PROPOSAL, AGREED, ORDER)
    assert [one["type"] for one in heard] == [ORDER.event_type]
    assert "o1" not in str(heard)
    assert "r1" not in str(heard)
    whole = await heard_live(bench, "aurora", PROPOSAL, ORDER)
    assert [one["type"] for one in whole] == [PROPOSAL.event_type, ORDER.event_type]
    assert whole[0]["data"]["pegs"][0]["order"] == "o1"


async def test_an_event_of_a_newer_build_stops_nobodys_stream(bench):
    newer = bench.envelope(ORDER, "aurora")._replace(type="headrace.srm.v1.SomethingNew")
    broken = bench.envelope(ORDER, "aurora")._replace(data=b"\xff\xff")
    await bench.deliver(newer, broken)
    assert [one["type"] for one in await heard_live(bench, "bolt", ORDER)] == [ORDER.event_type]
