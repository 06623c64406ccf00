"""PLT-6: a service's event log can be browsed, in order and settled, by the platform's operators only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from headrace_chassis import clock
from headrace_contracts.api_gateway.v1 import OrganisationRegistered

TRACE = "ab" * 16
KIND = OrganisationRegistered.event_type


@pytest.fixture
async def notes(bench):
    """Five notes of acme under five traces, and one of a rival; the service's own ticks lie between them."""
    writer, rival = bench.client("planner"), bench.client("planner", tenant="rival")
    for n in range(5):
        await writer.post(
            "/v1/notes", json={"text": f"n{n}"}, headers={"traceparent": f"00-{TRACE[:-1]}{n}-{'c' * 16}-01"}
        )
    await rival.post("/v1/notes", json={"text": "theirs"})
    return bench


def operator(bench):
    return bench.platform()


async def journal(bench, **query):
    answer = await operator(bench).get("/v1/event-log", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def texts(page) -> list[str]:
    return [one["data"]["name"] for one in page["items"] if not one["data"]["name"].startswith("tick")]


async def test_events_of_all_organisations_come_in_order_and_each_once(notes):
    seen, after = [], 0
    while True:
        page = await journal(notes, after=after, limit=2)
        seen += texts(page)
        if page["position"] == after:
            break
        after = page["position"]
    assert seen == ["n0", "n1", "n2", "n3", "n4", "theirs"]
    assert (await journal(notes, after=after)) == {"items": [], "position": after, "held_back": False}


async def test_the_newest_come_in_order_with_the_place_to_go_on_from(notes):
    page = await journal(notes, newest=2, tenant="acme", type=KIND)
    assert texts(page)[-1] == "n4"
    await notes.client("planner").post("/v1/notes", json={"text": "later"})
    assert texts(await journal(notes, after=page["position"])) == ["later"]
    assert (await journal(notes, newest=0))["items"] == []


async def test_type_key_tenant_trace_and_time_narrow_it(notes):
    [third] = (await journal(notes, trace=f"{TRACE[:-1]}2"))["items"]
    assert third["data"]["name"] == "n2"
    assert texts(await journal(notes, key=third["key"])) == ["n2"]
    assert texts(await journal(notes, tenant="rival")) == ["theirs"]
    assert (await journal(notes, type="headrace.orders.v1.OrderPlaced"))["items"] == []
    await notes.query(
        "UPDATE event_log SET recorded_at = recorded_at - interval '1 hour' WHERE id <= $1", third["position"]
    )
    since = (clock.wall() - timedelta(minutes=30)).isoformat()
    assert texts(await journal(notes, since=since)) == ["n3", "n4", "theirs"]
    assert texts(await journal(notes, until=since)) == ["n0", "n1", "n2"]
    late = (clock.wall() + timedelta(minutes=1)).isoformat()
    assert texts(await journal(notes, since=late)) == []


async def test_the_size_of_the_log_is_its_events_not_the_numbers_drawn(notes):
    await notes.query("SELECT nextval('event_log_id_seq') FROM generate_series(1, 100)")
    await notes.client("planner").post("/v1/notes", json={"text": "one more"})
    size = (await operator(notes).get("/v1/event-log/size")).json()["events"]
    ((stored, drawn),) = await notes.query("SELECT count(*), max(id) FROM event_log")
    assert 7 <= size <= stored <= drawn - 100


async def test_one_event_is_found_by_its_position_and_by_its_id(notes):
    [one] = (await journal(notes, trace=f"{TRACE[:-1]}3"))["items"]
    client = operator(notes)
    assert (await client.get(f"/v1/event-log/{one['position']}")).json() == one
    assert (await client.get(f"/v1/event-log/{one['id']}")).json() == one
    assert (await client.get("/v1/event-log/999999")).status_code == 404
    assert (await client.get("/v1/event-log/nonsense")).status_code == 422


async def test_what_an_open_transaction_may_still_come_before_is_held_back(notes):
    page = await journal(notes)
    async with notes.looking() as holder, holder.transaction():
        await holder.execute("SELECT nextval('event_log_id_seq'), pg_current_xact_id()")
        await notes.client("planner").post("/v1/notes", json={"text": "behind"})
        held = await journal(notes, after=page["position"])
    assert (held["items"], held["position"], held["held_back"]) == ([], page["position"], True)
    assert texts(await journal(notes, after=page["position"])) == ["behind"]


@pytest.mark.parametrize("path", ["/v1/event-log", "/v1/event-log/1", "/v1/examination"])
async def test_organisations_do_not_see_the_log(notes, path):
    assert (await notes.client("admin", tenant="acme").get(path)).status_code == 403


async def test_sending_again_winds_the_relay_back_and_never_forward(notes):
    await notes.query("UPDATE relay_progress SET position = 4")
    sent = await operator(notes).post("/v1/event-log/republish", json={"after": 1})
    assert sent.json() == {"after": 1}
    assert (await operator(notes).post("/v1/event-log/republish", json={"after": 9})).json() == {"after": 1}
    assert [row["position"] for row in await notes.query("SELECT position FROM relay_progress")] == [1]


async def test_an_examination_tells_versions_revisions_and_who_holds_the_log_back(notes):
    async with notes.looking() as holder, holder.transaction():
        await holder.execute("SELECT pg_current_xact_id()")
        found = (await operator(notes).get("/v1/examination")).json()
    assert found["process"]["bus"] == "memory"
    assert found["process"]["disk_free"] > 0
    database = found["database"]
    assert database["postgres"].startswith("18.")
    [chassis] = database["revisions"]
    assert (chassis["part"], chassis["at"], chassis["known"]) == ("chassis", chassis["newest"], True)
    assert database["told"] >= 6
    assert database["holder"]["pid"] > 0
    assert database["letters"] == {"retrying": 0, "behind": 0, "dead": 0}
