"""PLT-6, PLT-7: who did what and why is read from the logs alone: what led to an event and all that followed."""

from __future__ import annotations

import io
import json
from typing import Any

import httpx
import pytest
from rich.console import Console

from headrace_cli.events import audit, lineage

TRACE, OTHER = "a" * 32, "b" * 32


def told(source: str, position: int, kind: str, actor: str, cause: str, key: str, **data: str) -> dict[str, Any]:
    trace = OTHER if cause.endswith(OTHER) else TRACE
    return {
        "source": source,
        "position": position,
        "id": f"{position:08}-0000-4000-8000-{sum(source.encode()):012}",
        "type": f"headrace.{source}.v1.{kind}",
        "actor": actor,
        "cause": cause,
        "key": key,
        "tenant": "aurora",
        "occurred_at": "2026-03-02T08:00:00+00:00",
        "recorded_at": f"2026-03-02T08:00:{position:02}+00:00",
        "traceparent": f"00-{trace}-{'c' * 16}-01",
        "data": data,
    }


REQUEST = f"request:{TRACE}"
LOGS = [
    told("orders", 1, "OrderPlaced", "li@aurora", REQUEST, "ord_1", number="SO-1"),
    told("orders", 2, "OrderMatched", "li@aurora", REQUEST, "ord_1"),
    told("orders", 3, "OrderPlaced", "wang@aurora", f"request:{OTHER}", "ord_2", number="SO-2"),
    told("mrp", 4, "PlanCommitted", "li@aurora", "orders:2", "plan_1"),
    told("mrp", 5, "WorkProposalReleased", "zhao@aurora", "request:" + "d" * 32, "prop_1"),
    told("mes", 6, "WorkOrderCreated", "zhao@aurora", "mrp:5", "wo_1", number="WO-1"),
    told("mes", 7, "UnitsCompleted", "zhao@aurora", "mes:6", "wo_1"),
    told("finance", 8, "NoteRedeemed", "deadline:note-due", "deadline:" + "e" * 32, "note_1"),
    told("srm", 9, "PurchaseOrderPublished", "li@aurora", "mrp:4", "po_1", number="PO-1"),
    told("orders", 10, "OrderPlaced", "li@bolt", "request:" + "f" * 32, "ord_9", number="SO-2"),
]


def answer(request: httpx.Request) -> httpx.Response:
    _, _, service, _, _, *name = request.url.path.split("/")
    log = [one for one in LOGS if one["source"] == service]
    if name:
        found = [one for one in log if name[0] in (str(one["position"]), one["id"])]
        return httpx.Response(200, json=found[0]) if found else httpx.Response(404)
    asked = request.url.params
    found = [
        one
        for one in log
        if asked.get("key") in (None, one["key"])
        and ("cause" not in asked or one["cause"] in asked.get_list("cause"))
        and asked.get("trace") in (None, one["traceparent"][3:35])
        and ("says" not in asked or asked["says"] in json.dumps(one["data"]))
        and one["position"] > int(asked["after"])
    ]
    position = found[-1]["position"] if found else 0
    return httpx.Response(200, json={"items": found, "position": position, "held_back": False})


async def made(word: str) -> audit.Audit | None:
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://platform") as client:
        return await audit.audit(client, word)


async def names(word: str) -> set[str]:
    found = await made(word)
    return set(found.found) if found else set()


@pytest.mark.parametrize("word", ["orders:1", "ord_1", "SO-1", LOGS[0]["id"]])
async def test_around_an_order_is_its_request_what_that_caused_and_all_that_followed(word):
    assert await names(word) == {"orders:1", "orders:2", "mrp:4", "srm:9"}


async def test_what_led_to_an_event_is_followed_to_its_root_through_other_services():
    assert await names("srm:9") == {"srm:9", "mrp:4", "orders:2"}
    assert await names("WO-1") == {"mes:6", "mes:7", "mrp:5"}
    assert await names("note_1") == {"finance:8"}


async def test_a_number_that_two_have_is_asked_for_by_its_key():
    with pytest.raises(audit.Several, match=r"ord_2 of aurora, ord_9 of aurora"):
        await made("SO-2")


async def test_nothing_is_found_of_what_nobody_told():
    assert await made("SO-77") is None
    assert await made("orders:99") is None


async def test_people_read_who_did_what_below_what_began_it():
    found = await made("srm:9")
    assert found is not None
    console = Console(file=io.StringIO(), width=200)
    lineage.show(console, found)
    lines = [line for line in console.file.getvalue().splitlines() if line.strip()]  # type: ignore[attr-defined]
    assert f"li@aurora, a request {TRACE}" in lines[0]
    assert [next(word for word in line.split() if ":" in word and not word[0].isdigit()) for line in lines[1:]] == [
        "orders:2",
        "mrp:4",
        "srm:9",
    ]
    assert all("li@aurora" in line for line in lines)
    assert [line.index("2026") for line in lines[1:]] == sorted({line.index("2026") for line in lines[1:]})


async def test_people_read_that_a_deadline_began_it():
    found = await made("note_1")
    assert found is not None
    console = Console(file=io.StringIO(), width=200)
    lineage.show(console, found)
    assert f"deadline:note-due, a deadline {'e' * 32}" in console.file.getvalue()  # type: ignore[attr-defined]


async def test_programs_read_actor_cause_type_key_and_time_of_each():
    found = await made("WO-1")
    assert found is not None
    told = lineage.as_json(found)
    assert [(one["name"], one["actor"], one["cause"], one["asked"]) for one in told["events"]] == [
        ("mrp:5", "zhao@aurora", "request:" + "d" * 32, False),
        ("mes:6", "zhao@aurora", "mrp:5", True),
        ("mes:7", "zhao@aurora", "mes:6", True),
    ]
    assert {"type", "key", "tenant", "occurred_at", "recorded_at", "id"} <= told["events"][0].keys()
    assert told["cut"] is False


async def test_what_is_too_much_is_cut_and_said_so(monkeypatch):
    monkeypatch.setattr(audit, "MOST", 1)
    found = await made("ord_1")
    assert found is not None
    assert found.cut
