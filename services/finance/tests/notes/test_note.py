"""FIN-2: an e-debt certificate is offered, accepted, split, passed on, financed and redeemed by its rules."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.values import Money
from headrace_finance.debts.model.payable import PayableRefused, PayableState
from headrace_finance.notes.model.discount import discount
from headrace_finance.notes.model.note import Note, NoteRefused, NoteState, issue, redeem_due

from ..firms import (
    BANK,
    DUE,
    LEADER,
    SUPPLIER,
    TIER_2,
    TODAY,
    Books,
    Vault,
    confirmed,
    euro,
    live,
    offered,
)

RATE = Decimal("0.045")


def test_a_note_is_offered_from_a_confirmed_payable_of_its_whole_amount() -> None:
    payable = confirmed()
    note, _ = issue(payable, LEADER, "N", euro(28_000), TODAY)
    assert (note.state, note.amount, note.holder, note.root) == (
        NoteState.OFFERED,
        euro(900_000),
        SUPPLIER,
        "N",
    )
    assert (payable.state, payable.note) == (PayableState.COVERED, "N")


def test_a_note_cannot_be_issued_twice_for_one_payable_or_by_another() -> None:
    covered = confirmed()
    issue(covered, LEADER, "N", euro(1), TODAY)
    with pytest.raises(WrongState, match="is covered"):
        issue(covered, LEADER, "M", euro(1), TODAY)
    with pytest.raises(PayableRefused, match="Only leader"):
        issue(confirmed(), SUPPLIER, "N", euro(1), TODAY)


@pytest.mark.parametrize("minimum", [0, 101])
def test_the_smallest_part_lies_between_zero_and_the_whole(minimum: int) -> None:
    with pytest.raises(NoteRefused, match="smallest part"):
        issue(confirmed(100), LEADER, "N", euro(minimum), TODAY)


def test_the_smallest_part_is_in_the_currency_of_the_payable() -> None:
    with pytest.raises(NoteRefused, match="USD, the payable is in EUR"):
        issue(confirmed(), LEADER, "N", Money(1, "USD"), TODAY)


def test_a_due_payable_is_paid_and_not_made_a_note() -> None:
    with pytest.raises(NoteRefused, match="pay it instead"):
        issue(confirmed(), LEADER, "N", euro(1), DUE)


def test_an_offer_cannot_move_before_it_is_accepted() -> None:
    with pytest.raises(WrongState, match="is offered"):
        offered().transfer(SUPPLIER, TIER_2, "N1", TODAY)
    with pytest.raises(NoteRefused, match="held by supplier"):
        offered().accept(TIER_2, TODAY)


@pytest.mark.parametrize("by", [LEADER, SUPPLIER])
def test_an_offer_is_voided_by_either_side_and_books_nothing(by: str) -> None:
    change = offered().void(by)
    assert change.after.state is NoteState.VOIDED
    assert change.entry is None


def test_an_accepted_note_is_not_voided_and_no_stranger_voids_an_offer() -> None:
    with pytest.raises(WrongState):
        live().void(LEADER)
    with pytest.raises(NoteRefused, match="cannot void"):
        offered().void(TIER_2)


def test_a_split_makes_children_that_sum_exactly() -> None:
    change = live(100).split(SUPPLIER, {"A": euro(33), "B": euro(67)}, TODAY)
    assert change.after.state is NoteState.SPENT
    assert [(c.id, c.parent, c.amount, c.state) for c in change.children] == [
        ("A", "N", euro(33), NoteState.LIVE),
        ("B", "N", euro(67), NoteState.LIVE),
    ]


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"A": 50, "B": 49}, "sum to 0.99 EUR"),
        ({"A": 100}, "two parts or more"),
        ({"A": 95, "B": 5}, "below the smallest"),
        ({"A": 150, "B": -50}, "below the smallest"),
        ({"N": 50, "B": 50}, "an id of its own"),
    ],
)
def test_a_split_with_a_residue_or_a_crumb_is_refused(parts: dict[str, int], why: str) -> None:
    with pytest.raises(NoteRefused, match=why):
        live(100, minimum=10).split(SUPPLIER, {i: euro(a) for i, a in parts.items()}, TODAY)


def test_only_the_holder_disposes_of_a_note() -> None:
    for act in (
        lambda n: n.split(LEADER, {"A": euro(1), "B": euro(1)}, TODAY),
        lambda n: n.transfer(TIER_2, BANK, "A", TODAY),
        lambda n: n.finance(LEADER, BANK, RATE, "A", TODAY),
    ):
        with pytest.raises(NoteRefused, match="held by supplier"):
            act(live())


@pytest.mark.parametrize("to", [LEADER, SUPPLIER])
def test_a_note_does_not_go_to_its_debtor_or_its_holder(to: str) -> None:
    with pytest.raises(NoteRefused, match="already holds or owes"):
        live().transfer(SUPPLIER, to, "A", TODAY)


def test_a_spent_note_is_not_spent_again() -> None:
    spent = live().transfer(SUPPLIER, TIER_2, "A", TODAY).after
    with pytest.raises(WrongState, match="is spent"):
        spent.transfer(SUPPLIER, BANK, "B", TODAY)


def test_of_two_who_race_for_one_note_one_wins() -> None:
    note = live()
    vault = Vault([note])
    changes = [note.transfer(SUPPLIER, TIER_2, "A", TODAY), note.finance(SUPPLIER, BANK, RATE, "B", TODAY)]
    assert [vault.put(c) for c in changes] == [True, False]
    assert vault.consumed == ["N"]


def test_a_financed_note_stays_with_the_bank_until_it_is_redeemed() -> None:
    (held,) = live().finance(SUPPLIER, BANK, RATE, "B", TODAY).children
    assert (held.holder, held.state) == (BANK, NoteState.FINANCED)
    with pytest.raises(WrongState, match="is financed"):
        held.transfer(BANK, TIER_2, "C", TODAY)
    with pytest.raises(WrongState, match="is financed"):
        held.split(BANK, {"C": euro(450_000), "D": euro(450_000)}, TODAY)
    assert held.redeem(DUE).after.state is NoteState.REDEEMED


def test_a_due_note_can_only_be_redeemed() -> None:
    with pytest.raises(NoteRefused, match="fell due"):
        live().transfer(SUPPLIER, TIER_2, "A", DUE)
    with pytest.raises(NoteRefused, match="not yet"):
        live().redeem(DUE - timedelta(days=1))


def test_redemption_pays_each_live_holder_once_and_a_second_run_does_nothing() -> None:
    note = live(100)
    vault = Vault([note])
    vault.put(note.split(SUPPLIER, {"A": euro(40), "B": euro(60)}, TODAY))
    vault.put(vault.notes["A"].transfer(SUPPLIER, TIER_2, "C", TODAY))
    vault.put(vault.notes["B"].finance(SUPPLIER, BANK, RATE, "D", TODAY))
    changes = redeem_due(vault.notes.values(), DUE)
    assert [(c.before.id, c.before.holder) for c in changes] == [("C", TIER_2), ("D", BANK)]
    assert all(vault.put(c) for c in changes)
    assert redeem_due(vault.notes.values(), DUE + timedelta(days=1)) == ()


def test_nothing_is_redeemed_before_its_day_nor_an_offer_ever() -> None:
    assert redeem_due([live()], DUE - timedelta(days=1)) == ()
    assert redeem_due([offered()], DUE) == ()


def test_replaying_the_entries_of_a_note_books_nothing_twice() -> None:
    books = Books()
    entry = offered().accept(SUPPLIER, TODAY).entry
    assert [o.value for o in books.book(entry, entry)] == ["ok", "exists"]


def test_discount_is_actual_days_over_360_rounded_half_to_even() -> None:
    terms = discount(euro(900_000), RATE, TODAY, DUE)
    assert terms.days == 180
    assert terms.amount == euro(20_250)
    assert terms.proceeds + terms.amount == terms.face
    for face, kept in [(100, 0), (300, 2), (500, 2)]:  # 0.5, 1.5 and 2.5 cents exactly
        assert discount(euro(face), Decimal("0.01"), TODAY, DUE).amount == euro(kept)


@pytest.mark.parametrize(
    ("rate", "why"), [("-0.01", "from 0 up"), ("NaN", "from 0 up"), ("3", "0.045 is 4.5 %"), ("0.99", "eats up")]
)
def test_an_impossible_rate_is_refused(rate: str, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        discount(euro(100), Decimal(rate), TODAY, TODAY + timedelta(days=400))


def test_a_matured_note_is_not_discounted() -> None:
    with pytest.raises(RuleBroken, match="wait for its redemption"):
        discount(euro(100), RATE, DUE, DUE)


def test_a_note_rebuilt_from_its_fields_is_the_same_note() -> None:
    note = live()
    assert Note(**{f: getattr(note, f) for f in Note.__dataclass_fields__}) == note
    assert replace(note).amount == Money(900_000, "EUR")
