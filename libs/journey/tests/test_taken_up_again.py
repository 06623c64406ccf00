"""PLT-6: a step that is begun anew goes by what is open in the services, not by what an earlier life knew."""

from __future__ import annotations

import pytest

from headrace_journey.http import Json
from headrace_journey.stage import Stuck
from headrace_journey.steps import order, plan, production, ship, work

from .chain_of_fakes import Services, taken_up

WORK, INSPECTIONS = "mes/v1/work-orders", "quality/v1/inspections"


def work_order(number: str, item: str, state: str) -> Json:
    return {
        "id": number,
        "number": number,
        "item": item,
        "state": state,
        "lot": f"lot-{number}",
        "serials": [],
        "serials_in_all": 0,
        "start": "2026-11-21",
    } | {
        "planned_start": None,
        "quantity": {"value": "1", "unit": "EA"},
        "operations": [{"sequence": 10, "state": "started", "work_centre": "any", "machine": "m-1"}],
    }


class Shop(Services):
    """A shop whose part is made and whose product waits for it: it is there once its inspection has passed."""

    def __init__(self) -> None:
        self.part, self.product = work_order("WO-1", "part", "closed"), work_order("WO-2", "product", "released")
        self.inspection = {"id": "i-1", "kind": "final", "lot": self.part["lot"], "state": "requested"}
        requests = {
            f"logistics/v1/issue-requests/{order['id']}": {"state": "open", "components": []}
            for order in (self.part, self.product)
        }
        details = {f"{WORK}/{order['id']}": order for order in (self.part, self.product)}
        super().__init__(
            {WORK: [self.part, self.product], INSPECTIONS: [self.inspection], **requests, **details},
            {"issues": self.issue, "commands": self.make, "result": self.decide},
        )

    def issue(self, path: str, body: Json) -> None:
        assert self.inspection["state"] == "accepted", "the part can't be issued before its inspection"

    def make(self, path: str, body: Json) -> None:
        self.product["state"] = "closed"
        self.product["operations"][0]["state"] = "finished"
        self.there[INSPECTIONS].append(
            {**self.inspection, "id": "i-2", "lot": self.product["lot"], "state": "requested"}
        )

    def decide(self, path: str, body: Json) -> None:
        name = path.split("/")[-2]
        next(one for one in self.there[INSPECTIONS] if one["id"] == name)["state"] = "accepted"


async def test_lots_made_before_are_inspected_before_anything_is_said_to_be_missing():
    shop = Shop()
    assert await work.make_all(taken_up(shop), lambda _: True) == 2
    assert [one["state"] for one in shop.there[INSPECTIONS]] == ["accepted", "accepted"]


async def test_the_last_lots_are_inspected_though_all_their_orders_had_ended_before():
    shop = Shop()
    shop.product["state"] = "cancelled"
    await work.make_all(taken_up(shop), lambda _: True)
    assert shop.inspection["state"] == "accepted"


@pytest.mark.parametrize("left_at", [60.0, production.RATE])
async def test_time_runs_again_as_when_the_journey_began_whatever_rate_an_earlier_life_left(left_at):
    shop = Shop()
    shop.clock["rate"] = left_at
    shop.there["edge-gateway/v1/status"] = {"forwarded": 0}
    await production.play_parts(taken_up(shop, world={"clock_rate": 60.0}))
    assert shop.clock["rate"] == 60.0


async def test_time_runs_again_as_usual_after_a_step_that_got_stuck():
    def lost(path: str, body: Json) -> None:
        raise Stuck("The lot can't be found.")

    shop = Shop()
    shop.acts["result"] = lost
    with pytest.raises(Stuck):
        await production.play_parts(taken_up(shop, world={"clock_rate": 60.0}))
    assert shop.clock["rate"] == 60.0


@pytest.mark.parametrize("begun_on", ["2026-11-21", "2026-11-23"])
async def test_goods_arrive_two_days_after_they_were_sent_however_often_the_delivery_is_begun(begun_on):
    sent = {"id": "s-1", "state": "dispatched", "dispatched_at": "2026-11-21T10:00:00+00:00"}
    services = Services({"logistics/v1/shipments": [sent], "control-tower/v1/exceptions": []})

    def deliver(path: str, body: Json) -> None:
        sent.update(state="delivered", delivered_at=services.clock["now"])

    services.acts["delivery"] = deliver
    services.there["orders/v1/orders/the-order"] = {"id": "o", "state": "fulfilled", "number": "SO-1", "promise": ""}
    services.clock["now"] = f"{begun_on}T12:00:00+00:00"
    told = await ship.play_delivery(taken_up(services))
    assert told.facts["delivered_on"] == "2026-11-23"


class Planning(Services):
    """Every plan that is asked for ends as `outcomes` say, one after the other."""

    def __init__(self, *outcomes: str) -> None:
        super().__init__({"mrp/v1/plans/plan-1": {"id": "plan-1"}}, {"plans": self.begin})
        self._outcomes = list(outcomes)
        self.begun = 0

    def begin(self, path: str, body: Json) -> Json:
        self.begun += 1
        job = {"id": f"job-{self.begun}", "kind": "plan", "state": self._outcomes.pop(0), "error": "Killed ten times."}
        self.there[f"mrp/v1/jobs/{job['id']}"] = job | {"result": {"plan": "plan-1"}}
        return job


async def test_a_job_that_failed_in_an_earlier_life_is_asked_for_anew():
    planning = Planning("failed", "failed", "done")
    for _ in range(2):
        with pytest.raises(Stuck, match="Killed ten times"):
            await plan.planned(taken_up(planning), 1)
    assert await plan.planned(taken_up(planning), 1) == {"id": "plan-1"}
    assert await plan.planned(taken_up(planning), 1) == {"id": "plan-1"}
    assert planning.begun == 3


async def test_an_order_whose_matching_was_given_up_in_an_earlier_life_is_matched_again():
    found = {"id": "the-order", "number": "SO-1", "state": "unmatched", "refusals": [], "allocations": [], "lines": []}
    services = Services({"orders/v1/orders/the-order": found | {"total": None, "promise": "2026-12-01"}})

    def match(path: str, body: Json) -> None:
        services.there["orders/v1/orders/the-order"]["state"] = "matched"

    services.acts["matching"] = match
    assert (await order.play(taken_up(services))).facts["order"] == "SO-1"
