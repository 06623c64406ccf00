"""MRP-2: facts that can't be planned are refused with a message that says what to mend."""

from decimal import Decimal

import pytest

from headrace_contracts.values import Quantity
from headrace_planning.engine.plan import plan
from headrace_planning.model import refusal
from headrace_planning.model.demand import Demand, DemandKind
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.supply import Allocation, StockOnHand

from .planning_facts import START, bought, day, ea, facts, line, made, order, purchase, stock


def refused(error, match, *items, **more):
    with pytest.raises(error, match=match):
        plan(facts(*items, **more))


def test_a_circle_in_the_bill_is_named_item_by_item():
    bom = [line("A", "B"), line("B", "C"), line("C", "B"), line("C", "D")]
    with pytest.raises(refusal.BomCycle) as caught:
        plan(facts(made("A"), made("B"), made("C"), bought("D"), bom=bom))
    assert caught.value.path in (("B", "C", "B"), ("C", "B", "C"))
    assert caught.value.path[0] + " → " in str(caught.value)


def test_an_item_within_itself_is_a_circle():
    refused(refusal.BomCycle, "A → A", made("A"), bom=[line("A", "A")])


def test_foreign_units():
    in_kilos = Demand(DemandKind.CUSTOMER_ORDER, "SO1", "1", "A", "P1", Quantity(Decimal(1), "KG"), day(3))
    refused(refusal.UnknownUnit, "given in 'KG'", made("A"), demands=[in_kilos])
    refused(refusal.UnknownUnit, "'KG'", made("A"), stock=[StockOnHand("A", "P1", Quantity(Decimal(1), "KG"))])


def test_unknown_items_in_lines_demands_and_supply():
    refused(refusal.UnknownItem, "A → B: B is not planned in P1", made("A"), bom=[line("A", "B")])
    refused(refusal.UnknownItem, "SO1/1", made("A"), demands=[order("B", 1, 3)])
    refused(refusal.UnknownItem, "PO1", made("A"), open_supply=[purchase("B", 1, 3)])


def test_negative_empty_and_too_fine_quantities():
    for wrong in (lambda: order("A", -1, 3), lambda: stock("A", -1), lambda: purchase("A", 0, 3)):
        with pytest.raises(refusal.WrongQuantity):
            wrong()
    with pytest.raises(refusal.WrongQuantity, match="quantity_per"):
        line("A", "B", 0)
    with pytest.raises(refusal.WrongQuantity, match="scrap_share"):
        line("A", "B", 1, scrap_share=Decimal(1))
    with pytest.raises(refusal.WrongQuantity, match="lead_time_days"):
        made("A", -1)
    refused(refusal.WrongQuantity, "finer than EA", made("A"), demands=[order("A", "0.5", 3)])


def test_an_item_given_twice_and_a_plant_without_calendar():
    refused(refusal.WrongFact, "given twice", made("A"), bought("A"))
    with pytest.raises(refusal.UnknownPlant, match="P1 has no calendar"):
        plan(PlanningInputs(START, (made("A"),)))


def test_an_allocation_needs_its_work_order():
    refused(refusal.WrongFact, "WO9", made("A"), allocations=[Allocation("WO9", "A", "P1", ea(1), day(1))])


def test_numbers_that_outgrow_exact_counting_are_refused_and_name_the_item():
    bom = [line("A", "B", "1e12"), line("B", "C", "1e12")]
    refused(
        refusal.QuantityTooLarge,
        "C in P1",
        made("A"),
        made("B"),
        bought("C"),
        bom=bom,
        demands=[order("A", 9, 9)],
    )
    refused(refusal.QuantityTooLarge, "SO1", made("A"), demands=[order("A", 10**19, 9)])
