"""PLT-1, PLT-5, PLT-9: a request is one transaction; keys, versions, pages, problems, tenants."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from headrace_chassis.web import router

from . import probe


async def stored(bench) -> list[str]:
    rows = await bench.query("SELECT body->>'text' AS text FROM note WHERE body->>'text' NOT LIKE 'tick%' ORDER BY id")
    return [row["text"] for row in rows]


async def test_state_and_event_are_stored_together_or_not_at_all(bench):
    writer = bench.client("planner")
    assert (await writer.post("/v1/notes", json={"text": "hello"})).status_code == 201
    refused = await writer.post("/v1/notes", json={"text": "darn"})
    assert refused.status_code == 422
    assert await stored(bench) == ["hello"]
    events = await bench.query("SELECT tenant, version FROM event_log WHERE traceparent <> '' ORDER BY id DESC LIMIT 1")
    assert [tuple(row) for row in events] == [("acme", 1)]


async def test_a_problem_says_what_where_and_how_and_under_which_trace(bench):
    writer = bench.client("planner")
    trace = "00-" + "a" * 32 + "-" + "b" * 16 + "-01"
    answer = await writer.post("/v1/notes", json={"text": "darn"}, headers={"traceparent": trace})
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (problem["type"], problem["title"]) == ("/problems/too-rude", "The note is too rude")
    assert (problem["detail"], problem["instance"]) == ("Take out 'darn'.", "/v1/notes")
    assert problem["errors"] == [{"field": "text", "detail": "rude"}]
    assert problem["trace_id"] == "a" * 32
    malformed = (await writer.post("/v1/notes", json={"texts": "x"})).json()
    assert (malformed["status"], malformed["errors"][0]["field"]) == (422, "text")


async def test_a_fault_of_ours_is_a_problem_without_a_stack(bench):
    answer = await bench.client("planner").get("/v1/broken")
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal")
    assert "ZeroDivision" not in answer.text


async def test_a_request_that_meets_others_is_tried_again_and_in_the_end_says_so(bench, monkeypatch):
    tried = []

    async def meet(tx, text):
        if text.startswith("tick"):
            return await write(tx, text)
        tried.append(text)
        if text == "always" or len(tried) < router.ATTEMPTS:
            raise asyncpg.DeadlockDetectedError("deadlock detected")
        return await write(tx, text)

    write = probe.write
    monkeypatch.setattr(probe, "write", meet)
    monkeypatch.setattr(router, "FIRST_PAUSE", 0)
    writer = bench.client("planner")
    assert (await writer.post("/v1/notes", json={"text": "often"})).status_code == 201
    refused = await writer.post("/v1/notes", json={"text": "always"})
    assert (refused.status_code, refused.json()["type"]) == (503, "/problems/unavailable")
    assert "Others are changing the same. Nothing was changed" in refused.json()["detail"]
    assert tried == ["often"] * router.ATTEMPTS + ["always"] * router.ATTEMPTS
    assert await stored(bench) == ["often"]


async def test_a_value_that_cannot_be_stored_is_the_callers_problem(bench):
    answer = await bench.client("planner").post("/v1/notes", json={"text": "nul \x00 in it"})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")
    assert await stored(bench) == []


async def test_what_no_bus_could_carry_is_refused_before_it_is_stored(bench):
    answer = await bench.client("planner").post("/v1/notes", json={"text": "x" * 800_000})
    assert answer.status_code == 413
    assert "divide the request" in answer.json()["detail"]
    assert await stored(bench) == []


async def test_many_repeats_of_one_request_at_once_have_one_effect_and_one_answer(bench):
    writer = bench.client("planner")
    key = {"Idempotency-Key": "once"}
    answers = await asyncio.gather(*(writer.post("/v1/notes", json={"text": "once"}, headers=key) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert await stored(bench) == ["once"]


async def test_keys_are_asked_for_and_belong_to_a_tenant(bench):
    writer = bench.client("planner")
    writer.event_hooks = {"request": []}
    missing = await writer.post("/v1/notes", json={"text": "x"})
    assert (missing.status_code, missing.json()["type"]) == (400, "/problems/idempotency-key-missing")
    key = {"Idempotency-Key": "k"}
    await writer.post("/v1/notes", json={"text": "ours"}, headers=key)
    theirs = await bench.client("planner", tenant="rival").post("/v1/notes", json={"text": "theirs"}, headers=key)
    assert theirs.json()["text"] == "theirs"


async def test_a_refused_request_leaves_its_key_free(bench):
    writer = bench.client("planner")
    key = {"Idempotency-Key": "again"}
    assert (await writer.post("/v1/notes", json={"text": "darn"}, headers=key)).status_code == 422
    assert (await writer.post("/v1/notes", json={"text": "nice"}, headers=key)).status_code == 201


async def test_a_change_names_the_version_it_was_made_from(bench):
    writer = bench.client("planner")
    made = await writer.post("/v1/notes", json={"text": "one"})
    path = f"/v1/notes/{made.json()['id']}"
    assert (await writer.put(path, json={"text": "two"})).status_code == 428
    done = await writer.put(path, json={"text": "two"}, headers={"If-Match": made.headers["etag"]})
    assert done.headers["etag"] == '"2"'
    assert (await writer.put(path, json={"text": "three"}, headers={"If-Match": '"1"'})).status_code == 412
    both = [writer.put(path, json={"text": t}, headers={"If-Match": '"2"'}) for t in ("a", "b")]
    assert sorted(answer.status_code for answer in await asyncio.gather(*both)) == [200, 412]


@pytest.mark.parametrize("version", ['"9999999999999999999999"', '"٣"', '"-1"', "3", "*"])
async def test_a_version_that_is_none_is_asked_for(bench, version):
    headers = {"If-Match": version.encode()}
    answer = await bench.client("planner").put("/v1/notes/n", json={"text": "x"}, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (428, "/problems/version-missing")


async def test_pages_give_each_item_once_newest_first(bench):
    writer = bench.client("planner")
    for n in range(5):
        await writer.post("/v1/notes", json={"text": str(n)})
    seen, cursor = [], None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await writer.get("/v1/notes", params=query)).json()
        seen += [item["text"] for item in page["items"] if not item["text"].startswith("tick")]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == ["4", "3", "2", "1", "0"]
    assert (await writer.get("/v1/notes", params={"limit": 201})).status_code == 422


async def test_no_tenant_sees_or_changes_anothers_rows(bench):
    made = await bench.client("planner").post("/v1/notes", json={"text": "ours"})
    rival = bench.client("planner", tenant="rival")
    assert (await rival.get("/v1/notes")).json()["items"] == []
    change = await rival.put(f"/v1/notes/{made.json()['id']}", json={"text": "x"}, headers={"If-Match": '"1"'})
    assert change.status_code == 404
    database = bench.running.database
    async with database.transaction("") as tx:
        assert await tx.raw.fetch("SELECT * FROM note") == []
    with pytest.raises(Exception, match="row-level security"):
        async with database.transaction("rival") as tx:
            await tx.raw.execute("INSERT INTO note VALUES ('n', 'acme', 1, '{}', 'eve')")


async def test_roles_and_tokens_are_asked_for(bench, issuer):
    assert (await bench.client("reader").get("/v1/notes")).status_code == 403
    stranger = bench.client("planner")
    stranger.headers["Authorization"] = "Bearer nonsense"
    answer = await stranger.get("/v1/notes")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert (await bench.client("admin").get("/v1/dead-letters")).status_code == 403
    assert (await bench.platform().get("/v1/dead-letters")).status_code == 200


@pytest.mark.parametrize("topic", ["nonsense", "headrace.nobody.v1", ""])
async def test_a_topic_that_is_not_heard_is_not_heard_again(bench, topic):
    answer = await bench.platform().post("/v1/replays", json={"topic": topic})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/not-heard-here")


async def test_health_and_metrics_are_open(bench):
    anybody = bench.client()
    del anybody.headers["Authorization"]
    assert (await anybody.get("/livez")).status_code == 200
    assert (await anybody.get("/readyz")).status_code == 200
    assert "http_requests_total" in (await anybody.get("/metrics")).text


async def test_a_request_is_answered_in_the_language_that_it_asks_for(bench):
    chinese = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}
    writer = bench.client("planner")
    malformed = await writer.post("/v1/notes", json={"texts": "x"}, headers=chinese)
    assert (malformed.headers["content-language"], malformed.headers["vary"]) == ("zh", "Accept-Language")
    assert malformed.json()["title"] == "请求格式有误"
    assert malformed.json()["errors"][0] == {"field": "text", "detail": "此项必填"}
    forbidden = (await bench.client("guest").post("/v1/notes", json={"text": "x"}, headers=chinese)).json()
    assert forbidden["title"] == "您的角色无此权限"
    unasked = (await writer.get("/v1/notes", params={"colour": "red"}, headers=chinese)).json()
    assert unasked["errors"][0]["detail"].startswith("此处不接受该参数；可用的有：")
    missing = await writer.put("/v1/notes/none", json={"text": "x"}, headers={**chinese, "If-Match": '"1"'})
    assert "没有编号为“none”的" in missing.json()["detail"]


async def test_without_a_wish_the_answer_is_in_english(bench):
    answer = await bench.client("planner").post("/v1/notes", json={"texts": "x"})
    assert (answer.headers["content-language"], answer.json()["title"]) == ("en", "The request is not well formed")
