"""MRP-10: a release is whole or nothing, and names the supplier of each purchase."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from headrace_contracts.mrp.v1 import Peg, PurchaseProposalReleased, WorkProposalReleased
from headrace_contracts.values import Price, Quantity
from headrace_mrp.model.committed import OrderPeg, Proposal, ProposalKind, ProposalState
from headrace_mrp.model.release import CannotRelease, Release, Sources
from headrace_planning.model.sourcing import SupplierOffer

DAY = date(2026, 3, 4)
TWO = Quantity(Decimal(2), "EA")


def proposal(name, item, kind=ProposalKind.PURCHASE, start=DAY, supplier=None, plant="north"):
    pegs = (OrderPeg("ord_1", 1, TWO),)
    return Proposal(name, "pln_1", kind, item, plant, TWO, start, DAY, supplier=supplier, pegs=pegs)


def offers(*suppliers):
    none = Quantity.zero("EA")
    return [
        SupplierOffer(name, rank, Price(Decimal(1), "EUR"), 1, none) for rank, name in enumerate(suppliers, start=1)
    ]


SOURCES = Sources({"NUT": offers("zeta"), "BOLT": offers("alfa", "zeta")}, {("BIKE", "north")})


def release(*proposals):
    at = datetime(2026, 3, 4, tzinfo=UTC)
    return Release.of("rel_1", "acme", "pln_1", proposals, SOURCES, order="ord_1", until=None, at=at, by="Mia")


def test_purchases_are_told_by_supplier_and_work_after_them_in_its_order():
    later = date(2026, 3, 9)
    made, released = release(
        proposal("p1", "BIKE", ProposalKind.WORK, later),
        proposal("p2", "NUT"),
        proposal("p3", "BOLT", start=later),
        proposal("p4", "BIKE", ProposalKind.WORK),
    )
    told = made.collect_events()
    assert [e.proposal for e in told] == ["p3", "p2", "p4", "p1"]
    assert [(e.supplier, e.batch) for e in told if isinstance(e, PurchaseProposalReleased)] == [
        ("alfa", "rel_1"),
        ("zeta", "rel_1"),
    ]
    assert all(isinstance(e, WorkProposalReleased) for e in told[2:])
    assert {e.pegs for e in told} == {(Peg(order="ord_1", line=1, quantity=TWO),)}
    assert (made.purchase, made.work) == (2, 2)
    assert {p.state for p in released} == {ProposalState.RELEASED}


def test_a_purchase_goes_to_the_supplier_it_was_planned_with_while_that_sells_it():
    _, released = release(proposal("p1", "BOLT", supplier="zeta"), proposal("p2", "BOLT", supplier="gone"))
    assert {p.id: p.supplier for p in released} == {"p1": "zeta", "p2": "alfa"}


def test_each_purchase_tells_how_many_of_the_release_are_one_order():
    made, _ = release(proposal("p1", "BOLT"), proposal("p2", "BOLT"), proposal("p3", "BOLT", plant="south"))
    assert {e.proposal: e.together for e in made.collect_events()} == {"p1": 2, "p2": 2, "p3": 1}


def test_every_item_without_a_source_is_named_once():
    wrong = [proposal("p1", "GLUE"), proposal("p2", "GLUE"), proposal("p3", "SEAT", ProposalKind.WORK)]
    with pytest.raises(CannotRelease, match="GLUE has no supplier; SEAT has no routing in north") as refused:
        release(proposal("p4", "NUT"), *wrong)
    assert len(refused.value.errors) == 2


def test_nothing_to_release_is_a_release_of_nothing():
    made, released = release()
    assert (made.purchase, made.work, released, made.collect_events()) == (0, 0, [], [])
