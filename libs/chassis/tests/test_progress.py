"""PLT-6: GET /v1/progress tells how far each stream has been heard; it is for the platform's own people."""

from __future__ import annotations

import pytest

from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.bench import ServiceBench

from .listener import service

ORGANISATIONS, ORDERS = "headrace.api_gateway.v1", "headrace.orders.v1"


@pytest.fixture
async def listener(start_service) -> ServiceBench:
    return await start_service(service)


def organisation(id_: str, name: str = "Acme") -> OrganisationRegistered:
    return OrganisationRegistered(organisation=id_, name=name, role="customer", currency="EUR")


async def progress(bench: ServiceBench) -> dict[str, tuple[int, int]]:
    answer = await bench.platform().get("/v1/progress")
    assert answer.status_code == 200
    assert all(stream["partition"] == 0 for stream in answer.json())
    return {stream["topic"]: (stream["heard"], stream["end"]) for stream in answer.json()}


async def test_each_stream_is_told_with_how_far_it_is_heard_and_how_far_it_reaches(listener):
    await listener.hear(organisation("a"), organisation("b"))
    assert await progress(listener) == {ORGANISATIONS: (2, 2), ORDERS: (0, 0)}
    await listener.hear(organisation("c"))
    assert await progress(listener) == {ORGANISATIONS: (3, 3), ORDERS: (0, 0)}


async def test_what_is_told_while_nobody_hears_is_still_to_come(listener):
    await listener.hear(organisation("a"))
    assert listener.running.consumer is not None
    await listener.running.consumer.stop()
    await listener.deliver(listener.envelope(organisation("b")), listener.envelope(organisation("c")))
    assert (await progress(listener))[ORGANISATIONS] == (1, 3)


async def test_an_event_that_is_parked_does_not_hold_the_stream_back(listener):
    await listener.hear(organisation("a", name=""), organisation("b"))
    assert (await progress(listener))[ORGANISATIONS] == (2, 2)
    assert len(await listener.parked()) == 1


async def test_offsets_of_the_log_itself_are_not_forgotten(listener):
    """They mean what they meant: nothing would be heard again, and the stream would look late for ever."""
    await listener.hear(organisation("a"))
    answer = await listener.platform().post("/v1/progress/forget-offsets", json={"topic": ORGANISATIONS})
    assert (answer.status_code, answer.json()) == (200, {"streams": 0})
    assert (await progress(listener))[ORGANISATIONS] == (1, 1)


async def test_a_service_that_hears_nothing_has_no_streams(bench):
    assert await progress(bench) == {}


@pytest.mark.parametrize("role", ["admin", "operator", "auditor"])
async def test_an_organisations_own_people_are_not_told(listener, role):
    answer = await listener.client(role, tenant="acme").get("/v1/progress")
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")
    assert "platform's own" in answer.json()["detail"]
    assert "headrace.orders" not in answer.text


async def test_nobody_is_told_without_a_token(listener):
    async with listener.client() as client:
        answer = await client.get("/v1/progress", headers={"Authorization": ""})
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated")
