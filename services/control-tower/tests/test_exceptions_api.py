"""TWR-1, PLT-5: events become exceptions by rules; each is owned, answered and closed, and its time is measured."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from headrace_contracts.control_tower.v1 import (
    ExceptionAssigned,
    ExceptionClosed,
    ExceptionFeedbackGiven,
    ExceptionOpened,
)
from headrace_contracts.equipment.v1 import MachineState
from headrace_contracts.event import Event
from headrace_control_tower.service import service
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.told import reopened

from . import tower_events as told


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await start_service(service)


async def found(bench: ServiceBench, query: str = "", tenant: str = "acme") -> list[dict[str, Any]]:
    answer = await bench.client("planner", tenant=tenant).get(f"/v1/exceptions?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def change(bench: ServiceBench, exception: dict[str, Any], what: str, version: int | None = None, **body: Any):
    tag = {"If-Match": f'"{version or exception["version"]}"'}
    return await bench.client("maintenance").post(f"/v1/exceptions/{exception['id']}/{what}", json=body, headers=tag)


@pytest.mark.parametrize(
    ("event", "rule", "subject", "words"),
    [
        (told.machine(MachineState.ABNORMAL, "spindle"), "machine-abnormal", ("machine", "mill"), "spindle"),
        (told.doubted(), "count-doubtful", ("machine", "mill"), "a step back"),
        (told.lot_rejected(), "lot-rejected", ("lot", "L-1"), "dents"),
        (told.counter_proposal(), "purchase-order-counter-proposed", ("purchase_order", "po_1"), "two days later"),
        (told.moved(), "promise-moved", ("order", "ord_1"), "2 days later"),
        (told.disputed(), "invoice-disputed", ("invoice", "inv_1"), "price"),
        (told.refused(), "order-refused", ("order", "ord_1"), "velo"),
        (told.shortage(), "shortage", ("item", "TUBE"), "5 EA of TUBE"),
    ],
)
async def test_each_rule_opens_an_exception_that_says_what_is_wrong(bench, event: Event, rule, subject, words):
    await bench.hear(event)
    (opened,) = await bench.told(ExceptionOpened, tenant="acme")
    assert (opened.rule, (opened.subject_kind, opened.subject)) == (rule, subject)
    assert words in opened.title
    (shown,) = await found(bench, f"subject={subject[1]}&state=open")
    assert (shown["id"], shown["rule"], shown["severity"]) == (opened.exception, rule, opened.severity)


@pytest.mark.parametrize(
    "event",
    [
        told.machine(MachineState.IDLE),
        told.machine(MachineState.RUN),
        told.doubt_settled(left=1),
        told.moved(-1),
        told.confirmation(),
    ],
)
async def test_what_is_as_it_should_be_opens_nothing(bench, event: Event):
    await bench.hear(event)
    assert await found(bench) == []


async def test_one_exception_stands_for_each_rule_and_subject(bench):
    await bench.hear(*[told.machine(MachineState.ABNORMAL, reason) for reason in ("jam", "jam again")])
    await bench.hear(told.machine(MachineState.ABNORMAL, name="lathe"), told.shortage("north"), told.shortage("south"))
    assert len(await bench.told(ExceptionOpened)) == 4
    (mill,) = await found(bench, "subject=mill")
    assert [note["text"] for note in mill["notes"]] == ["Machine mill stands still: jam again"]


@pytest.mark.parametrize(
    ("trouble", "relief", "words"),
    [
        (told.machine(MachineState.ABNORMAL), told.machine(MachineState.RUN), "runs again"),
        (told.lot_rejected(), told.reopened(), "is withdrawn, it is inspected again: another lot's sample"),
        (told.doubted(), told.doubt_settled(), "are settled"),
        (told.counter_proposal(), told.confirmation(), "is confirmed"),
        (told.disputed(), told.invoice_matched(), "matches now"),
        (told.disputed(), told.invoice_closed(), "withdrawn: wrong price"),
    ],
)
async def test_relief_is_noted_and_people_close(bench, trouble: Event, relief: Event, words):
    await bench.hear(trouble, relief)
    (shown,) = await found(bench)
    assert shown["state"] == "open"
    assert words in shown["notes"][0]["text"]


async def test_lots_of_one_number_from_two_suppliers_or_of_two_items_are_told_apart(bench):
    """Their exceptions are opened, relieved, shown and told each for itself."""
    lots = [told.lot_rejected(), told.lot_rejected(supplier="pipes"), told.lot_rejected(item="CAP", supplier="")]
    await bench.hear(*lots)
    opened = await bench.told(ExceptionOpened)
    assert [(e.subject, e.item, e.maker) for e in opened] == [
        ("L-1", "TUBE", "tubes"),
        ("L-1", "TUBE", "pipes"),
        ("L-1", "CAP", None),
    ]
    assert [e.title for e in opened] == [
        "Lot L-1 of TUBE from tubes is rejected: dents",
        "Lot L-1 of TUBE from pipes is rejected: dents",
        "Lot L-1 of CAP is rejected: dents",
    ]
    await bench.hear(reopened(lots[1]), lots[0])
    notes = {(e["item"], e["maker"]): [note["text"] for note in e["notes"]] for e in await found(bench, "subject=L-1")}
    assert notes == {
        ("TUBE", "tubes"): ["Lot L-1 of TUBE from tubes is rejected: dents"],
        ("TUBE", "pipes"): [
            "Lot L-1 of TUBE from pipes: its rejection is withdrawn, it is inspected again: another lot's sample"
        ],
        ("CAP", ""): [],
    }
    assert len(await found(bench, "subject=L-1&item=TUBE&maker=pipes")) == 1


async def test_from_finding_to_closure_every_step_is_told_and_the_time_is_measured(bench):
    await bench.hear(told.machine(MachineState.ABNORMAL))
    (shown,) = await found(bench)
    shown = (await change(bench, shown, "assignment", owner="maintenance@acme")).json()
    assert (shown["state"], shown["owner"]) == ("assigned", "maintenance@acme")
    shown = (await change(bench, shown, "feedback", note="bearing ordered", delay_days=2)).json()
    assert (shown["state"], shown["notes"][0]["by"]) == ("answered", "Tester")
    bench.clock.advance_to(START + timedelta(minutes=90))
    closed = await change(bench, shown, "closure", resolution="bearing changed")
    assert (closed.status_code, closed.json()["state"]) == (200, "closed")
    (assigned,), (answered,) = await bench.told(ExceptionAssigned), await bench.told(ExceptionFeedbackGiven)
    assert (assigned.owner, answered.delay_days) == ("maintenance@acme", 2)
    assert (answered.work_centre, answered.subject, answered.plant) == ("north-cut", "mill", "north")
    (told_closed,) = await bench.told(ExceptionClosed, tenant="acme")
    assert told_closed.minutes_open == pytest.approx(90, abs=0.5)
    assert closed.json()["minutes_open"] == pytest.approx(told_closed.minutes_open)


async def test_what_happens_after_the_closure_opens_a_new_one(bench):
    await bench.hear(told.machine(MachineState.ABNORMAL))
    (first,) = await found(bench)
    await change(bench, first, "closure", resolution="reset")
    await bench.hear(told.machine(MachineState.RUN), told.machine(MachineState.ABNORMAL))
    assert [each["state"] for each in await found(bench)] == ["open", "closed"]


async def test_wrong_steps_get_a_problem_and_change_nothing(bench):
    await bench.hear(told.machine(MachineState.ABNORMAL))
    (shown,) = await found(bench)
    too_early = await change(bench, shown, "feedback", note="found it", delay_days=1)
    assert (too_early.status_code, too_early.json()["type"]) == (409, "/problems/wrong-state")
    assert (await change(bench, shown, "assignment", version=7, owner="me")).status_code == 412
    assert (await change(bench, shown, "assignment", owner="")).status_code == 422
    path = f"/v1/exceptions/{shown['id']}/assignment"
    assert (await bench.client("planner").post(path, json={"owner": "me"})).status_code == 428
    foreign = bench.client("planner", tenant="rival")
    assert (await foreign.post(path, json={"owner": "me"}, headers={"If-Match": '"1"'})).status_code == 404
    assert (await change(bench, shown, "closure", resolution="done")).status_code == 200
    again = await change(bench, shown, "closure", version=2, resolution="done")
    assert again.status_code == 409
    assert await bench.told_types() == ["ExceptionOpened", "ExceptionClosed"]


async def test_exceptions_are_seen_by_the_staff_of_their_organisation_only(bench):
    await bench.hear(told.machine(MachineState.ABNORMAL))
    assert await found(bench, tenant="rival") == []
    assert (await bench.client("customer").get("/v1/exceptions")).status_code == 403
    (shown,) = await found(bench, "severity=high&plant=north&rule=machine-abnormal")
    answer = await bench.client("operator").get(f"/v1/exceptions/{shown['id']}")
    assert (answer.headers["etag"], answer.json()["title"]) == ('"1"', "Machine mill stands still")
