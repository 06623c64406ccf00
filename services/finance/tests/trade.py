"""What the services around finance tell of a small chain: one order to a supplier, one from a customer."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_contracts.event import Event
from headrace_contracts.logistics.v1 import (
    GoodsReceived,
    ReceivedLine,
    ReturnedPart,
    ShipmentDelivered,
    ShippedLine,
    StockReturned,
)
from headrace_contracts.orders.v1 import OrderLine, OrderPlaced
from headrace_contracts.quality.v1 import Disposition, LotAccepted, LotDisposed, LotRejected
from headrace_contracts.srm.v1 import PurchaseOrderConfirmed, PurchaseOrderLine, PurchaseOrderLineClosed
from headrace_contracts.values import Money, Price, Quantity
from headrace_testkit import told
from headrace_testkit.bench import START, ServiceBench

TODAY = START.date()
MATURITY = TODAY + timedelta(days=91)  # 90 days end on a Sunday
LEADER, SUPPLIER, TIER_2, BANK, CUSTOMER = "aurora", "steelco", "boltco", "citybank", "velo"


def euro(cents: int) -> Money:
    return Money(cents, "EUR")


def pieces(number: int) -> Quantity:
    return Quantity(Decimal(number), "EA")


def firms() -> list[Event]:
    roles = {
        LEADER: "chain-leader",
        SUPPLIER: "supplier",
        TIER_2: "supplier",
        BANK: "bank",
        CUSTOMER: "customer",
    }
    return [
        OrganisationRegistered(organisation=name, name=name.title(), role=role, currency="EUR")
        for name, role in roles.items()
    ]


def confirmed_order(
    order: str = "po_1",
    quantity: int = 100,
    price: int = 9_000,
    exact: Price | None = None,
    buyer: str = LEADER,
    supplier: str = SUPPLIER,
) -> PurchaseOrderConfirmed:
    """`exact` is the price where it is finer than a cent."""
    line = PurchaseOrderLine(
        line=1, item="STEEL", quantity=pieces(quantity), price=euro(price), due=TODAY, price_per_unit=exact
    )
    return PurchaseOrderConfirmed(
        purchase_order=order,
        number=order.upper(),
        buyer=buyer,
        supplier=supplier,
        plant="north",
        revision=1,
        lines=(line,),
        total=euro(price * quantity),
    )


def line_closed(sent: int, order: str = "po_1") -> PurchaseOrderLineClosed:
    return PurchaseOrderLineClosed(
        purchase_order=order,
        number=order.upper(),
        buyer=LEADER,
        supplier=SUPPLIER,
        plant="north",
        line=1,
        item="STEEL",
        ordered=pieces(100),
        sent=pieces(sent),
        received=pieces(sent),
        reason="sold out",
    )


def received(quantity: int = 100, order: str = "po_1", receipt: str = "rcp_1") -> GoodsReceived:
    line = ReceivedLine(order_line=1, item="STEEL", lot="L1", quantity=pieces(quantity))
    return GoodsReceived(
        receipt=receipt,
        delivery_note="dn_1",
        purchase_order=order,
        supplier=SUPPLIER,
        plant="north",
        lines=(line,),
    )


def inspected(quantity: int = 100, *, accepted: bool = True, order: str = "po_1") -> LotAccepted | LotRejected:
    judge = told.accepted if accepted else told.rejected
    facts = {"inspection": f"ins_{quantity}_{accepted}", "supplier": SUPPLIER, "purchase_order": order}
    return judge("STEEL", "L1", pieces(quantity), **facts)


def disposed(quantity: int, disposition: Disposition, order: str = "po_1", number: int = 1) -> LotDisposed:
    return LotDisposed(
        nonconformance=f"ncr_{number}",
        disposition=disposition,
        item="STEEL",
        lot="L1",
        plant="north",
        quantity=pieces(quantity),
        supplier=SUPPLIER,
        reason="cosmetic",
        purchase_order=order,
        order_line=1,
    )


def returned(quantity: int, order: str = "po_1") -> StockReturned:
    return StockReturned(
        note="stn_1",
        item="STEEL",
        plant="north",
        lot="L1",
        supplier=SUPPLIER,
        quantity=pieces(quantity),
        reason="cracks",
        block="",
        parts=(ReturnedPart(purchase_order=order, order_line=1, quantity=pieces(quantity)),),
    )


def placed() -> OrderPlaced:
    line = OrderLine(line=1, item="BIKE", quantity=pieces(3), due=TODAY, unit_price=euro(120_000))
    return OrderPlaced(order="ord_1", number="SO-1", customer=CUSTOMER, priority=0, lines=(line,), total=euro(360_000))


def delivered(quantity: int = 3) -> ShipmentDelivered:
    line = ShippedLine(order_line=1, item="BIKE", quantity=pieces(quantity))
    return ShipmentDelivered(
        shipment="shp_1", order="ord_1", customer=CUSTOMER, plant="north", received_by="Mia", lines=(line,)
    )


def invoice(
    number: str = "INV-7", quantity: int = 100, price: int = 9_000, amount: str | None = None, **other: object
) -> dict:
    """`amount` is the price in euros, where it is finer than a cent."""
    exact = {"amount": amount, "currency": "EUR"}
    line = {
        "order_line": 1,
        "quantity": {"value": str(quantity), "unit": "EA"},
        "price": exact if amount else {"minor": price, "currency": "EUR"},
    }
    return {"number": number, "purchase_order": "po_1", "lines": [line], **other}


async def delivered_goods(bench: ServiceBench) -> None:
    """The firms are known and the supplier's goods are there and accepted."""
    await bench.hear(*firms(), confirmed_order(), received(), inspected(), tenant=LEADER)


async def payable(bench: ServiceBench, number: str = "INV-7", **lines: int) -> dict:
    """A matched invoice's payable, confirmed by its debtor."""
    sent = await bench.client("supplier", tenant=SUPPLIER).post("/v1/invoices", json=invoice(number, **lines))
    assert sent.status_code == 201, sent.text
    leader = bench.client("finance", tenant=LEADER)
    done = await leader.post(f"/v1/payables/{sent.json()['payable']}/confirmation")
    assert done.status_code == 200, done.text
    return done.json()


async def note(bench: ServiceBench, **lines: int) -> dict:
    """A live note of the leader, held by the supplier."""
    owed = await payable(bench, **lines)
    issued = await bench.client("finance", tenant=LEADER).post("/v1/notes", json={"payable": owed["id"]})
    assert issued.status_code == 201, issued.text
    accepted = await bench.client("finance", tenant=SUPPLIER).post(f"/v1/notes/{issued.json()['id']}/acceptance")
    assert accepted.status_code == 200, accepted.text
    return accepted.json()


async def tier_two_is_owed(bench: ServiceBench, number: str, quantity: int, *, confirmed: bool = True) -> dict:
    """A payable of so many euros of the supplier to its own supplier."""
    order = f"po_{number}"
    agreed = confirmed_order(order, quantity, 100, buyer=SUPPLIER, supplier=TIER_2)
    await bench.hear(agreed, received(quantity, order), inspected(quantity, order=order), tenant=SUPPLIER)
    body = invoice(number, quantity, 100, purchase_order=order)
    sent = await bench.client("supplier", tenant=TIER_2).post("/v1/invoices", json=body)
    assert sent.json()["state"] == "matched", sent.text
    debtor, path = bench.client("finance", tenant=SUPPLIER), f"/v1/payables/{sent.json()['payable']}"
    if confirmed:
        await debtor.post(f"{path}/confirmation")
    return (await debtor.get(path)).json()


async def offered(bench: ServiceBench, note: dict, to: str = TIER_2, reference: str = "") -> dict:
    """The supplier's note, offered to another firm to pay it."""
    supplier = bench.client("finance", tenant=SUPPLIER)
    offer = await supplier.post(f"/v1/notes/{note['id']}/transfer", json={"to": to, "reference": reference})
    assert (offer.status_code, offer.json()["state"]) == (201, "offered"), offer.text
    return offer.json()


async def for_sale(bench: ServiceBench, note: dict, rate: str = "0.06") -> dict:
    """The supplier's note, offered to the bank at a rate up to this one."""
    supplier = bench.client("finance", tenant=SUPPLIER)
    offer = await supplier.post(f"/v1/notes/{note['id']}/financing", json={"bank": BANK, "yearly_rate": rate})
    assert (offer.status_code, offer.json()["state"]) == (201, "offered"), offer.text
    return offer.json()


async def accepted(bench: ServiceBench, offer: dict, **terms: str) -> dict:
    taker = bench.client("finance", tenant=offer["to"])
    done = await taker.post(f"/v1/note-offers/{offer['id']}/acceptance", json=terms)
    assert (done.status_code, done.json()["state"]) == (200, "accepted"), done.text
    return done.json()


async def paid_in(bench: ServiceBench, firm: str, minor: int) -> None:
    row = {"organisation": firm, "amount": {"minor": minor, "currency": "EUR"}, "on": "2026-03-01"}
    platform = bench.platform()
    assert (await platform.put("/v1/opening-balances", json={"items": [row]})).json()["created"] == 1


async def balances(bench: ServiceBench, firm: str) -> dict[str, int]:
    """What is not zero in a firm's book."""
    listed = (await bench.client("finance", tenant=firm).get("/v1/accounts")).json()["items"]
    return {one["code"]: one["balance"]["minor"] for one in listed if one["balance"]["minor"]}


async def agreed_limit(bench: ServiceBench, minor: int) -> None:
    """For the leader's notes, with the bank."""
    row = {"debtor": LEADER, "grantor": BANK, "limit": {"minor": minor, "currency": "EUR"}}
    for role, firm in (("bank", BANK), ("finance", LEADER)):
        answer = await bench.client(role, tenant=firm).put("/v1/credit-limits", json={"items": [row]})
        assert answer.json()["errors"] == [], answer.text
