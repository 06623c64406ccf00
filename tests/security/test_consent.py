"""PLT-5, FIN-2, FIN-3, ORD-1: nobody is bound by another's deed.

Every route that writes: whose rows it changes beside its caller's, by what right, and the test that tries it without.
A new route that writes stands here, or this fails.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from tests.services import NAMES, operations, service_named

ROOT = Path(__file__).parents[2]


class By(StrEnum):
    """What makes it right to change another firm's rows."""

    ANSWER = "it takes effect when the other firm answers by a deed of its own"
    AGREED = "the other firm agreed beforehand: a confirmed order, its terms, a debt it owes"
    TOLD = "a paper is sent to it; nothing that it had is changed"
    GIVEN_UP = "the caller gives up what is its own; the other firm loses nothing that it was owed"
    PLATFORM = "the platform's own people, whose deeds are theirs alone"


@dataclass(frozen=True)
class Deed:
    """`whose` rows besides the caller's own, by what right, and the `proof`: file::test."""

    whose: str
    by: By
    proof: str


FINANCE, SRM, ORDERS, MATRIX = "services/finance/tests", "services/srm/tests", "services/orders/tests", "tests/security"
PLATFORMS = f"{MATRIX}/test_matrix.py::test_the_platforms_deeds_are_for_its_own_people_only"
TERMS, BUYING = f"{ORDERS}/test_customer_terms.py", f"{ORDERS}/test_buying_terms.py"
STEPS = f"{SRM}/test_purchase_orders_api.py::test_each_party_takes_its_own_steps_only"
SHIPPED = "services/logistics/tests/shipping/test_shipment_api.py::test_a_cancelled_or_a_foreign_order_is_not_shipped"
DEBTOR_ONLY = f"{FINANCE}/invoicing/test_invoice_api.py::test_only_the_debtor_confirms_a_payable_and_pays_it"
OFFERS = f"{FINANCE}/notes/test_financing_api.py::test_a_bank_declines_and_only_the_holder_withdraws"
NOTES = f"{FINANCE}/notes/test_note_api.py::test_what_a_note_cannot_do_is_refused_in_words_and_changes_nothing"
CLOSED = (
    f"{FINANCE}/invoicing/test_close_invoice_api.py"
    "::test_only_the_supplier_withdraws_only_the_buyer_refuses_and_a_matched_one_stands"
)

OF_ALL_SERVICES = {
    "POST /v1/replays",
    "POST /v1/dead-letters/redrive",
    "POST /v1/dead-letters/{letter}/redrive",
    "POST /v1/dead-letters/{letter}/drop",
    "POST /v1/event-log/republish",
    "POST /v1/progress/forget-offsets",
}
OTHERS = {
    "api-gateway PUT /v1/organisations": Deed("any firm", By.PLATFORM, PLATFORMS),
    "api-gateway PUT /v1/plants": Deed("any firm", By.PLATFORM, PLATFORMS),
    "api-gateway POST /api/clock": Deed("everybody's time", By.PLATFORM, PLATFORMS),
    "api-gateway DELETE /api/sessions/{organisation}/{user}": Deed(
        "the sessions of a person of another firm, by the platform; an admin ends those of its own firm's people",
        By.PLATFORM,
        "services/api-gateway/tests/test_keeper.py::test_an_admin_sends_away_people_of_its_own_firm_only",
    ),
    "finance POST /v1/invoices": Deed(
        "the buyer's debts",
        By.AGREED,
        f"{FINANCE}/invoicing/test_invoice_api.py::test_rejected_goods_and_a_higher_price_are_disputed_in_words",
    ),
    "finance POST /v1/invoices/{invoice}/withdrawal": Deed("the buyer's paper", By.GIVEN_UP, CLOSED),
    "finance POST /v1/invoices/{invoice}/refusal": Deed("the supplier's paper, in dispute", By.AGREED, CLOSED),
    "finance POST /v1/credit-notes": Deed(
        "the buyer's debt, less of it",
        By.GIVEN_UP,
        f"{FINANCE}/invoicing/test_close_invoice_api.py::test_a_credit_note_is_the_supplier_s_for_what_is_owed_and_of_one_number",
    ),
    "finance POST /v1/payables/{payable}/confirmation": Deed("the creditor's claim, better", By.TOLD, DEBTOR_ONLY),
    "finance POST /v1/payables/{payable}/payment": Deed("the creditor's claim, paid", By.AGREED, DEBTOR_ONLY),
    "finance POST /v1/payables/{payable}/part-payments": Deed(
        "the creditor's claim, paid in part", By.AGREED, DEBTOR_ONLY
    ),
    "finance POST /v1/notes": Deed(
        "the creditor's claim, once it takes the note",
        By.ANSWER,
        f"{FINANCE}/notes/test_note_api.py::test_a_declined_offer_frees_the_payable_and_the_credit",
    ),
    "finance POST /v1/notes/{note}/acceptance": Deed("the debtor, who offered it", By.ANSWER, NOTES),
    "finance POST /v1/notes/{note}/voiding": Deed("the other of the two, before it was accepted", By.GIVEN_UP, NOTES),
    "finance POST /v1/notes/{note}/splits": Deed("the debtor's note, in parts it agreed to", By.AGREED, NOTES),
    "finance POST /v1/redemptions": Deed(
        "the holders, who are paid",
        By.AGREED,
        f"{FINANCE}/notes/test_note_api.py::test_redemption_pays_once_and_not_ahead_of_time",
    ),
    "finance POST /v1/notes/{note}/transfer": Deed(
        "the taker",
        By.ANSWER,
        f"{FINANCE}/debts/test_debts_api.py::test_an_offer_that_is_not_taken_leaves_the_debt_as_it_was",
    ),
    "finance POST /v1/notes/{note}/financing": Deed(
        "the bank's money",
        By.ANSWER,
        f"{FINANCE}/notes/test_financing_api.py::test_a_holder_takes_no_bank_s_money_by_its_own_word",
    ),
    "finance POST /v1/note-offers/{offer}/acceptance": Deed(
        "the holder, who offered it",
        By.ANSWER,
        f"{FINANCE}/notes/test_financing_api.py::test_a_rate_that_was_not_agreed_is_refused_and_the_offer_stays",
    ),
    "finance POST /v1/note-offers/{offer}/refusal": Deed("the holder's offer", By.ANSWER, OFFERS),
    "finance POST /v1/note-offers/{offer}/withdrawal": Deed("the taker's paper", By.GIVEN_UP, OFFERS),
    "finance PUT /v1/credit-limits": Deed(
        "the debtor, or the bank",
        By.ANSWER,
        f"{FINANCE}/credit/test_credit_api.py::test_a_bank_that_the_debtor_did_not_agree_to_limits_nothing",
    ),
    "finance POST /v1/payments": Deed(
        "the seller's claim, paid",
        By.AGREED,
        f"{FINANCE}/ledger/test_books_api.py::test_nobody_pays_in_another_s_name_and_a_supplier_s_invoice_is_not_paid_here",
    ),
    "finance PUT /v1/opening-balances": Deed(
        "any firm's books, by the platform only",
        By.PLATFORM,
        f"{FINANCE}/ledger/test_books_api.py::test_opening_balances_are_booked_once_and_bad_rows_are_named",
    ),
    "logistics POST /v1/delivery-notes/{delivery_note}/closure": Deed(
        "the supplier, told what did not come",
        By.TOLD,
        f"{SRM}/test_delivery_notes_api.py::test_receipts_and_quality_are_seen_by_both_parties_alike",
    ),
    "logistics POST /v1/receipts": Deed(
        "the supplier, told what came",
        By.TOLD,
        f"{SRM}/test_delivery_notes_api.py::test_receipts_and_quality_are_seen_by_both_parties_alike",
    ),
    "logistics POST /v1/shipments": Deed("the customer, of what it ordered", By.AGREED, SHIPPED),
    "logistics POST /v1/shipments/{shipment}/delivery": Deed(
        "the customer's debt for what it ordered", By.AGREED, SHIPPED
    ),
    "logistics POST /v1/stock-returns": Deed(
        "the supplier, told what came back; its invoice of that is in dispute, and it answers",
        By.TOLD,
        f"{FINANCE}/invoicing/test_invoice_api.py::test_what_was_accepted_and_went_back_is_not_owed",
    ),
    "mrp POST /v1/proposal-releases": Deed("the supplier, who confirms or not", By.ANSWER, STEPS),
    "orders POST /v1/orders": Deed(
        "the seller's plans or the customer's debts, within the terms of the other one or when that accepts",
        By.AGREED,
        f"{BUYING}::test_a_large_order_in_a_customers_name_is_none_until_the_customer_accepts_it",
    ),
    "orders POST /v1/orders/{order}/acceptance": Deed(
        "the other party, who proposed it",
        By.ANSWER,
        f"{BUYING}::test_a_seller_does_not_accept_for_its_customer_nor_others_of_the_customers_people",
    ),
    "orders POST /v1/orders/{order}/refusal": Deed(
        "the other party, who proposed it", By.ANSWER, f"{TERMS}::test_nobody_accepts_an_order_but_its_seller"
    ),
    "orders POST /v1/orders/{order}/cancel": Deed(
        "the other party, of what was not sent: an order is open to both until then",
        By.AGREED,
        f"{ORDERS}/test_order_api.py::test_a_customer_cancels_with_the_version_it_read",
    ),
    "orders POST /v1/orders/{order}/matching": Deed(
        "the seller's plans, for an order that it took",
        By.AGREED,
        f"{TERMS}::test_nobody_accepts_an_order_but_its_seller",
    ),
    "orders PUT /v1/customer-terms": Deed(
        "its customers' next orders, not those that it took",
        By.TOLD,
        f"{TERMS}::test_terms_are_stated_and_told_once_and_seen_by_the_seller_only",
    ),
    "orders PUT /v1/buying-terms": Deed(
        "what sellers enter in its name next, not what it took",
        By.TOLD,
        f"{BUYING}::test_terms_are_stated_and_told_once_and_seen_by_the_customer_only",
    ),
    "quality POST /v1/inspections/{inspection}/result": Deed(
        "the supplier, told how its lot was judged",
        By.TOLD,
        f"{SRM}/test_delivery_notes_api.py::test_receipts_and_quality_are_seen_by_both_parties_alike",
    ),
    "quality POST /v1/inspections/{inspection}/reopening": Deed(
        "the supplier, told that its lot is judged anew",
        By.TOLD,
        f"{FINANCE}/invoicing/test_invoice_api.py::test_goods_whose_rejection_is_withdrawn_wait_for_their_decision",
    ),
    "quality POST /v1/nonconformances/{nonconformance}/disposition": Deed(
        "the supplier, who is owed for what is used",
        By.TOLD,
        f"{FINANCE}/invoicing/test_invoice_api.py::test_rejected_goods_that_are_used_as_they_are_are_owed",
    ),
    "srm POST /v1/purchase-orders/{purchase_order}/confirmation": Deed("the buyer, who published it", By.ANSWER, STEPS),
    "srm POST /v1/purchase-orders/{purchase_order}/counter-proposal": Deed(
        "the buyer's order, once it accepts", By.ANSWER, STEPS
    ),
    "srm POST /v1/purchase-orders/{purchase_order}/counter-proposal/acceptance": Deed(
        "the supplier, who proposed it", By.ANSWER, STEPS
    ),
    "srm POST /v1/purchase-orders/{purchase_order}/counter-proposal/refusal": Deed(
        "the supplier's proposal", By.ANSWER, STEPS
    ),
    "srm POST /v1/purchase-orders/{purchase_order}/lines/{line}/closure": Deed(
        "the supplier, of what it has not sent", By.AGREED, STEPS
    ),
    "srm POST /v1/purchase-orders/{purchase_order}/cancellation": Deed(
        "the supplier, of what it has not sent",
        By.AGREED,
        f"{SRM}/test_purchase_orders_api.py::test_an_order_is_cancelled_before_goods_are_sent",
    ),
    "srm POST /v1/delivery-notes": Deed(
        "the buyer, of an order that both confirmed",
        By.AGREED,
        f"{SRM}/test_delivery_notes_api.py::test_goods_are_sent_by_the_supplier_of_a_confirmed_order_only",
    ),
    "traceability POST /v1/tree-heads": Deed(
        "the platform's public log, as it stands",
        By.TOLD,
        "services/traceability/tests/test_proof_api.py::test_heads_keys_and_growth_are_public_and_the_log_only_grows",
    ),
}
OWN_ROWS_ONLY = """
api-gateway     POST /api/session, DELETE /api/session, PUT /v1/roles/{role}, DELETE /v1/roles/{role}
control-tower   POST /v1/exceptions/{exception}/assignment, POST /v1/exceptions/{exception}/feedback
control-tower   POST /v1/exceptions/{exception}/closure
control-tower   POST /v1/journeys, POST /v1/journeys/{journey}/steps, POST /v1/journeys/{journey}/end
edge-gateway    PUT /v1/machines, POST /v1/simulator/machines/{machine}/commands
equipment       PUT /v1/machines, PUT /v1/machines/{machine}/states/{start}/reason
equipment       POST /v1/doubtful-counts/{doubt}/settle, POST /v1/telemetry, PUT /v1/ideal-cycles
forecasting     PUT /v1/history-reach, PUT /v1/sales-history, PUT /v1/stock-outs, POST /v1/forecast-runs
forecasting     POST /v1/forecast-orders/{order}/release, PUT /v1/forecast-orders/{order}/lines/{item}
forecasting     PUT /v1/series/{series}/changes/{week}, PUT /v1/stock-policies, DELETE /v1/jobs/{job}
logistics       PUT /v1/opening-stock, POST /v1/issues, POST /v1/stock-blocks, POST /v1/stock-releases
logistics       POST /v1/stock-scraps, POST /v1/stock-counts
mes             POST /v1/work-orders/{work_order}/release, POST /v1/work-orders/{work_order}/dispatch
mes             POST /v1/work-orders/{work_order}/reports, POST /v1/work-orders/{work_order}/corrections
mes             POST /v1/work-orders/{work_order}/closure
mes             POST /v1/unassigned-counts/{machine}/assignments, POST /v1/unassigned-counts/{machine}/dismissals
mrp             POST /v1/plans, DELETE /v1/jobs/{job}
orders          DELETE /v1/jobs/{job}
product         PUT /v1/units, PUT /v1/items, PUT /v1/boms, PUT /v1/work-centres, PUT /v1/routings
quality         POST /v1/inspections/{inspection}/sample, POST /v1/inspections/{inspection}/correction
quality         POST /v1/nonconformances/{nonconformance}/split, POST /v1/nonconformances/{nonconformance}/closure
quality         POST /v1/lot-series/{series}/resumption, PUT /v1/inspection-plans
srm             PUT /v1/suppliers, PUT /v1/supplier-items, DELETE /v1/supplier-items/{supplier_item}
srm             PUT /v1/purchase-history
"""


def own_rows_only() -> set[str]:
    lines = (line.split(None, 1) for line in OWN_ROWS_ONLY.strip().splitlines())
    return {f"{service} {route}" for service, routes in lines for route in routes.split(", ")}


def writing() -> set[str]:
    found = {str(one) for name in NAMES for one in operations(service_named(name)) if one.method != "GET"}
    return {route for route in found if route.partition(" ")[2] not in OF_ALL_SERVICES}


def test_every_route_that_writes_says_whose_rows_it_changes_and_by_what_right():
    assert writing() == OTHERS.keys() | own_rows_only()
    assert OTHERS.keys() & own_rows_only() == set()


def test_what_all_services_have_is_the_platforms():
    for name in NAMES:
        for one in operations(service_named(name)):
            if f"{one.method} {one.path}" in OF_ALL_SERVICES:
                assert one.rules.platform, str(one)


@pytest.mark.parametrize("proof", sorted({deed.proof for deed in OTHERS.values()}))
def test_every_right_has_a_test_that_tries_it(proof):
    file, _, name = proof.partition("::")
    tests = {node.name for node in ast.parse((ROOT / file).read_text()).body if hasattr(node, "name")}
    assert name in tests
