"""PLT-7: stored documents outlive the builds that wrote them: earlier forms are brought up to date, later ones
are refused in words and left alone, and what another build knows is kept."""

from __future__ import annotations

import json

import pytest
import pytest_asyncio

from headrace_chassis.migrations import NewerDatabase
from headrace_testkit.parcels import first_build, last_build, next_build, parcel_service, weighed


@pytest_asyncio.fixture(loop_scope="session")
async def start(postgres, issuer):
    async with parcel_service(postgres, issuer) as start:
        yield start


async def begun(bench) -> str:
    async with bench.client("packer") as client:
        return (await client.post("/v1/parcels")).json()["id"]


async def filled(bench, parcel: str, thing: str):
    async with bench.client("packer") as client:
        return await client.put(f"/v1/parcels/{parcel}/things/{thing}")


async def stored(bench, parcel: str) -> dict:
    return json.loads((await bench.query("SELECT body FROM parcel WHERE id = $1", parcel))[0]["body"])


async def test_an_older_build_keeps_what_it_does_not_know(start):
    older, newer = await start(first_build()), await start(next_build())
    parcel = await begun(newer)
    for thing in ("nut", "cup"):
        await filled(newer, parcel, thing)
    await older.query("UPDATE parcel SET body = jsonb_set(body, '{label}', '\"fragile\"')")
    assert (await filled(older, parcel, "bolt")).status_code == 200
    assert (await filled(older, parcel, "nut")).json()["things"][2] == {"name": "nut", "pieces": 2}
    body = await stored(older, parcel)
    assert body["label"] == "fragile"
    assert body["things"] == [
        {"name": "bolt", "pieces": 1},
        {"name": "cup", "pieces": 1, "mark": "mark of cup"},
        {"name": "nut", "pieces": 2, "mark": "mark of nut"},
    ]


async def test_an_earlier_form_is_read_as_todays_and_written_back_in_it(start):
    older = await start(first_build())
    parcel = await begun(older)
    await older.hear(weighed(parcel))
    newer = await start(last_build())
    assert "form" not in await stored(newer, parcel)
    assert (await filled(newer, parcel, "nut")).json()["grams"] == 1000
    body = await stored(newer, parcel)
    assert (body["form"], body["grams"], "kilograms" in body) == (2, 1000, False)


async def test_a_later_form_is_refused_in_words_and_left_as_it_is(start):
    older, newer = await start(first_build()), await start(last_build())
    theirs, ours = await begun(newer), await begun(older)
    before = await stored(newer, theirs)
    refused = await filled(older, theirs, "nut")
    assert refused.status_code == 503
    assert refused.json()["type"] == "/problems/stored-unreadable"
    words = refused.json()["detail"]
    assert f"The parcel {theirs} is stored in form 2, and this build, 0.1.0, knows forms up to 1" in words
    assert "left as it is" in words
    assert await stored(newer, theirs) == before
    assert (await filled(older, ours, "nut")).status_code == 200
    assert (await filled(newer, theirs, "nut")).status_code == 200


async def test_an_event_for_a_later_form_is_parked_and_heard_by_the_build_that_knows_it(start):
    older, newer = await start(first_build()), await start(last_build())
    parcel = await begun(newer)
    await newer.running.consumer.stop()
    await older.hear(weighed(parcel))
    [words] = await older.parked()
    assert "is stored in form 2" in words
    await older.running.consumer.stop()
    await newer.hear_parked()
    assert await newer.parked() == []
    assert (await stored(newer, parcel))["grams"] == 1000


async def test_a_value_that_only_a_later_build_knows_is_refused_in_words_too(start):
    bench = await start(first_build())
    parcel = await begun(bench)
    await bench.query("UPDATE parcel SET body = jsonb_set(body, '{kilograms}', '\"many\"')")
    refused = await filled(bench, parcel, "nut")
    assert refused.status_code == 503
    assert "kilograms: Input should be a valid integer" in refused.json()["detail"]


async def test_a_build_does_not_start_where_a_later_one_stores_what_it_can_not_read(start):
    await start(first_build())
    await start(next_build())
    newer = await start(last_build())
    with pytest.raises(NewerDatabase) as refusal:
        await start(first_build())
    assert "a later version stores each parcel in form 2, and this build knows forms up to 1" in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1
    assert (await newer.query("SELECT form FROM stored_form"))[0]["form"] == 2
