"""SRM-6, SRM-7: a supplier gives each number of its papers once, whoever it delivers to."""

from __future__ import annotations

from headrace_journey.http import Json
from headrace_journey.steps import invoices, receive

from .chain_of_fakes import Services, taken_up

NOTES, INVOICES = "srm/v1/delivery-notes", "finance/v1/invoices"
ONE = {"value": "1", "unit": "EA"}


class Supplier(Services):
    """Delivers to several customers, who number their orders alike."""

    def __init__(self, *customers: str) -> None:
        orders = [order_of(customer) for customer in customers]
        super().__init__(
            {NOTES: [], INVOICES: [], "srm/v1/purchase-orders": orders, "logistics/v1/delivery-notes": []},
            {"delivery-notes": self.note, "receipts": lambda path, body: body, "invoices": self.invoice},
        )

    def note(self, path: str, body: Json) -> Json:
        lines = [{**line, "line": number} for number, line in enumerate(body["lines"], start=1)]
        return self._paper(path, {**body, "id": f"note-{len(self.there[path])}", "lines": lines})

    def invoice(self, path: str, body: Json) -> Json:
        figures = {"kind": "supplier", "state": "matched", "differences": [], "amount": {"minor": 1}}
        return self._paper(path, {**body, **figures})

    def _paper(self, path: str, paper: Json) -> Json:
        known = {one["number"] for one in self.there[path]}
        assert paper["number"] not in known, f"{paper['number']} was sent before"
        self.there[path].append(paper)
        self.there["logistics/v1/delivery-notes"].append(paper)
        return paper


def order_of(customer: str) -> Json:
    line = {"line": 1, "item": "BOLT", "due": "2026-11-21", "quantity": ONE, "noted": {"value": "0"}}
    line |= {"accepted": ONE, "price": {"minor": 1}, "lot": "L"}
    return {"id": f"po-{customer}", "number": "PO-000001", "supplier": "s-1", "state": "confirmed"} | {
        "steps": [{"day": "2026-11-21"}],
        "lines": [line],
        "order": customer,
    }


async def test_notes_and_invoices_of_two_customers_with_the_same_order_number_have_numbers_of_their_own():
    supplier = Supplier("1", "2")
    for seed in (1, 2):
        stage = taken_up(supplier, seed)
        stage.known["order"] = str(seed)
        await receive.receive_all(stage, [order_of(str(seed))])
        await receive.receive_all(stage, [order_of(str(seed))])
        await invoices.play(stage)
        await invoices.play(stage)
    assert [len(supplier.there[path]) for path in (NOTES, INVOICES)] == [2, 2]
