"""ORD-4, TWR-1, PLT-5: what happened to one order, for its seller and, without its purchases, for its customer."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from headrace_contracts.messages import say
from headrace_control_tower.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.told import accepted

from . import tower_events as told

STORY = (
    told.placed,
    told.matched,
    told.proposal,
    told.purchase_order,
    told.counter_proposal,
    told.confirmation,
    told.received,
    told.lot_rejected,
    told.work_order,
    told.moved,
    told.completed,
    lambda: told.lot_accepted("WO-1", bought=False),
    told.dispatched,
    told.delivered,
    told.invoiced,
    told.paid,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await start_service(service)


async def timeline(bench: ServiceBench, tenant: str = "acme", order: str = "ord_1") -> list[dict[str, Any]]:
    answer = await bench.client("sales", tenant=tenant).get(f"/v1/timelines/{order}")
    assert answer.status_code == 200, answer.text
    return answer.json()["entries"]


async def test_the_whole_story_of_an_order_is_told_in_order_with_words_and_links(bench):
    await bench.hear(*[tell() for tell in STORY])
    entries = await timeline(bench)
    assert [entry["type"] for entry in entries] == [
        "OrderPlaced",
        "OrderMatched",
        "PurchaseProposalReleased",
        "PurchaseOrderPublished",
        "PurchaseOrderCounterProposed",
        "PurchaseOrderConfirmed",
        "GoodsReceived",
        "LotRejected",
        "WorkOrderCreated",
        "PromiseMoved",
        "UnitsCompleted",
        "LotAccepted",
        "ShipmentDispatched",
        "ShipmentDelivered",
        "CustomerInvoiced",
        "PaymentReceived",
    ]
    assert entries[0]["words"] == "velo places order SO-1 with 1 lines"
    assert entries[3]["link"] == "/srm/purchase-orders/po_1"
    assert all(entry["words"] and entry["event"] for entry in entries)


async def test_the_customer_follows_its_order_without_the_sellers_purchases(bench):
    await bench.hear(*[tell() for tell in STORY])
    seen = [entry["type"] for entry in await timeline(bench, tenant="velo")]
    assert seen == [
        "OrderPlaced",
        "OrderMatched",
        "WorkOrderCreated",
        "PromiseMoved",
        "UnitsCompleted",
        "LotAccepted",
        "ShipmentDispatched",
        "ShipmentDelivered",
        "CustomerInvoiced",
        "PaymentReceived",
    ]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_it_does_not_matter_which_service_is_heard_first(bench, seed):
    story = [tell() for tell in STORY]
    random.Random(seed).shuffle(story)
    await bench.hear(*story)
    assert [entry["type"] for entry in await timeline(bench)] == [type(event).__name__ for event in story]


async def test_what_was_taken_back_broke_or_is_inspected_again_is_told_after_what_it_undoes(bench):
    undone = (told.taken_back, told.lot_taken_back, told.broke, told.reopened)
    await bench.hear(*[tell() for tell in (*STORY, *undone)])
    entries = {entry["type"]: entry["words"] for entry in (await timeline(bench))[-4:]}
    assert entries == {
        "UnitsTakenBack": "5 EA of BIKE are taken back, they are not made: the frame is bent",
        "LotTakenBack": "5 EA of lot WO-1 that the shop took back are not inspected any more",
        "MaterialScrapped": "Material of 0 lots broke and is scrap: cracked",
        "InspectionReopened": "The rejection of lot L-1 of TUBE is withdrawn, it is inspected again: "
        "another lot's sample",
    }
    seen = [entry["type"] for entry in await timeline(bench, tenant="velo")]
    assert {"UnitsTakenBack", "LotTakenBack"} <= set(seen)
    assert not {"MaterialScrapped", "InspectionReopened"} & set(seen)


async def test_goods_that_went_back_are_told_of_each_purchase_that_brought_them(bench):
    await bench.hear(told.returned("po_9", "po_1"), *[tell() for tell in STORY])
    (entry,) = [entry for entry in await timeline(bench) if entry["type"] == "StockReturned"]
    assert entry["words"] == "5 EA of lot L-1 of TUBE go back to tubes: cracks"
    assert entry["link"] == "/logistics/stock-notes/stn_1"
    assert "StockReturned" not in {entry["type"] for entry in await timeline(bench, tenant="velo")}


async def test_what_serves_another_order_is_not_told(bench):
    await bench.hear(*[tell() for tell in STORY], told.placed("ord_2"))
    assert [entry["type"] for entry in await timeline(bench, order="ord_2")] == ["OrderPlaced"]


async def test_a_lot_of_the_same_number_from_another_order_is_not_told(bench):
    await bench.hear(*[tell() for tell in STORY])
    before = await timeline(bench)
    other = accepted("CAP", "L-1", told.FIVE, supplier="caps", purchase_order="po_9", inspection="ins_9")
    await bench.hear(other)
    assert await timeline(bench) == before


async def test_an_event_heard_again_is_told_once(bench):
    envelope = bench.envelope(told.placed(), position=50)
    again = bench.envelope(told.placed(), position=51)
    await bench.deliver(envelope, again)
    await bench.caught_up()
    assert len(await timeline(bench)) == 2  # two events, though they say the same
    await bench.deliver(envelope)
    await bench.caught_up()
    assert len(await timeline(bench)) == 2


async def test_whose_word_a_proposal_waits_for_is_told_to_both(bench):
    await bench.hear(told.proposed("acme"), told.declined("acme"), told.proposed("velo"), told.declined("velo"))
    for tenant in ("acme", "velo"):
        assert [entry["words"] for entry in await timeline(bench, tenant)] == [
            "velo proposes order SO-1, for the seller to accept: too many",
            "Declined by acme: no",
            "Order SO-1 is entered in the name of velo, for it to accept: too many",
            "Declined by velo: no",
        ]


async def test_strangers_find_no_order(bench):
    await bench.hear(told.placed())
    answer = await bench.client("sales", tenant="rival").get("/v1/timelines/ord_1")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/missing")


async def test_a_timeline_of_more_things_than_a_query_has_parameters_is_read(bench):
    await bench.hear(told.placed())
    link = (
        "INSERT INTO timeline_link SELECT 'acme', 'order', 'ord_1', 'proposal', n::text FROM generate_series(1, $1) n"
    )
    async with bench.running.database.transaction("acme") as tx:
        await tx.raw.execute(link, 17_000)
    assert [entry["type"] for entry in await timeline(bench)] == ["OrderPlaced"]


async def test_a_chinese_reader_is_told_the_story_in_chinese(bench):
    why = say("orders.goes-first", number="SO-9", priority=5)
    await bench.hear(told.placed(), replace(told.moved(), cause=str(why), cause_said=why))
    client = bench.client("sales")
    entries = (await client.get("/v1/timelines/ord_1", headers={"Accept-Language": "zh"})).json()["entries"]
    assert entries[0]["words"] == "velo 下达订单 SO-1，共 1 行"
    assert entries[1]["words"].endswith("：订单 SO-9（优先级 5）优先")
    (english,) = [entry["words"] for entry in await timeline(bench) if entry["type"] == "PromiseMoved"]
    assert english.endswith(": order SO-9 of priority 5 goes first")


async def test_what_was_kept_before_there_were_codes_is_shown_as_it_is(bench):
    await bench.hear(told.placed())
    await bench.query("UPDATE timeline_entry SET said = NULL RETURNING 1")
    client = bench.client("sales")
    (entry,) = (await client.get("/v1/timelines/ord_1", headers={"Accept-Language": "zh"})).json()["entries"]
    assert entry["words"] == "velo places order SO-1 with 1 lines"
