"""FIN-1, FIN-2: through any life of a note the books balance to the last cent and no part of it is lost."""

from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from headrace_contracts.errors import RuleBroken
from headrace_finance.debts.model import invoice_booked, invoice_paid
from headrace_finance.ledger.model import chart
from headrace_finance.ledger.model.capital import capital_paid_in
from headrace_finance.ledger.model.ledger import Outcome, unbalanced_books
from headrace_finance.notes.model.lineage import Lineage
from headrace_finance.notes.model.note import NoteChange, NoteState, issue, redeem_due

from ..firms import BANK, DUE, LEADER, SUPPLIER, TIER_2, TIER_3, TODAY, Books, Vault, confirmed, euro, live

RATE = Decimal("0.045")
FIRMS = [SUPPLIER, TIER_2, TIER_3, BANK, LEADER]


def test_every_cent_is_where_it_belongs_from_match_to_redemption() -> None:
    books = Books()
    for firm in (LEADER, BANK):
        books.book(capital_paid_in(firm, euro(2_000_000), TODAY))
    payable = confirmed(900_000)
    books.book(payable.booked(TODAY))
    books.book(invoice_booked("INV-2", TIER_2, SUPPLIER, euro(300_000), TODAY, debt="P-2"))
    offer, _ = issue(payable, LEADER, "N", euro(28_000), TODAY)
    vault = Vault([offer])

    def do(change: NoteChange) -> None:
        assert vault.put(change)
        if change.entry:
            assert books.book(change.entry) == [Outcome.OK]
        assert unbalanced_books(books.balances()) == {}
        assert chart.mismatched_claims(books.balances()) == {}

    do(offer.accept(SUPPLIER, TODAY))
    do(vault.notes["N"].split(SUPPLIER, {"A": euro(300_000), "B": euro(400_000), "C": euro(200_000)}, TODAY))
    do(vault.notes["A"].transfer(SUPPLIER, TIER_2, "A1", TODAY, paid={"P-2": euro(300_000)}))
    do(vault.notes["B"].finance(SUPPLIER, BANK, RATE, "B1", TODAY))
    for change in redeem_due(vault.notes.values(), DUE):
        do(change)

    assert books.of(LEADER) == {"cash": 1_100_000, "capital": -2_000_000, "purchases": 900_000}
    assert books.of(SUPPLIER) == {
        "cash": 591_000,
        "sales": -900_000,
        "purchases": 300_000,
        "discount-cost": 9_000,
    }
    assert books.of(TIER_2) == {"cash": 300_000, "sales": -300_000}
    assert books.of(BANK) == {"cash": 2_009_000, "capital": -2_000_000, "discount-income": -9_000}


def test_a_customer_invoice_and_its_payment_close_the_circle() -> None:
    books = Books()
    books.book(invoice_booked("SI-1", LEADER, "customer", euro(1_999), TODAY, debt="inv_1"))
    assert books.of(LEADER) == {"trade-receivable": 1_999, "sales": -1_999}
    books.book(invoice_paid("PAY-1", LEADER, "customer", euro(1_999), DUE, debt="inv_1"))
    assert books.of(LEADER) == {"cash": 1_999, "sales": -1_999}
    assert books.of("customer") == {"cash": -1_999, "purchases": 1_999}
    assert chart.mismatched_claims(books.balances()) == {}


def test_two_sellers_may_use_one_invoice_number() -> None:
    books = Books()
    entries = [invoice_booked("7", s, LEADER, euro(5), TODAY, debt=s) for s in (SUPPLIER, TIER_2)]
    assert books.book(*entries) == [Outcome.OK, Outcome.OK]


def test_the_tree_of_a_note_shows_a_long_chain_of_transfers() -> None:
    note = live()
    vault = Vault([note])
    for step in range(65):
        vault.put(note.transfer(note.holder, f"firm-{step % 25}", f"N-{step}", TODAY))
        note = vault.notes[f"N-{step}"]
    walked = list(Lineage(reversed(list(vault.notes.values()))).walk())
    assert [depth for depth, _ in walked] == list(range(66))
    assert walked[-1][1] == note


def test_one_unbalanced_claim_is_noticed() -> None:
    books = Books()
    books.book(invoice_booked("I", SUPPLIER, LEADER, euro(5), TODAY, debt="P"))
    balances = books.balances()
    wrong = {a: m for a, m in balances.items() if a.organisation == SUPPLIER}
    assert chart.mismatched_claims(wrong) == {("trade-receivable", "EUR"): 5}
    assert unbalanced_books(wrong) == {}


class NoteLife(RuleBasedStateMachine):
    """Random actions of random firms, allowed or not, with stale copies and repeats."""

    def __init__(self) -> None:
        super().__init__()
        self.books = Books()
        payable = confirmed(100_000)
        self.books.book(payable.booked(TODAY), capital_paid_in(BANK, euro(100_000), TODAY))
        offer, _ = issue(payable, LEADER, "N", euro(7_000), TODAY)
        self.vault = Vault([offer])
        self.seen = [offer]
        self.on = TODAY

    def attempt(self, act) -> None:
        try:
            change = act()
        except RuleBroken:
            return
        if self.vault.put(change):
            self.seen += [change.after, *change.children]
            if change.entry:
                assert self.books.book(change.entry) == [Outcome.OK]

    @rule(data=st.data(), by=st.sampled_from(FIRMS), rightful=st.booleans())
    def split(self, data, by, rightful) -> None:
        note = data.draw(st.sampled_from(self.seen))
        first = euro(data.draw(st.integers(-1, note.amount.minor)))
        parts = {f"{note.id}a": first, f"{note.id}b": note.amount - first}
        self.attempt(lambda: note.split(note.holder if rightful else by, parts, self.on))

    @rule(data=st.data(), to=st.sampled_from(FIRMS))
    def transfer(self, data, to) -> None:
        note = data.draw(st.sampled_from(self.seen))
        self.attempt(lambda: note.transfer(note.holder, to, f"{note.id}t", self.on))

    @rule(data=st.data())
    def finance(self, data) -> None:
        note = data.draw(st.sampled_from(self.seen))
        self.attempt(lambda: note.finance(note.holder, BANK, RATE, f"{note.id}f", self.on))

    @rule()
    def accept(self) -> None:
        self.attempt(lambda: self.seen[0].accept(SUPPLIER, self.on))

    @precondition(lambda self: len(self.seen) == 1)
    @rule(luck=st.integers(0, 9))
    def void(self, luck) -> None:
        if luck == 0:
            self.attempt(lambda: self.seen[0].void(LEADER))

    @precondition(lambda self: len(self.seen) > 8)
    @rule()
    def mature(self) -> None:
        self.on = DUE
        for change in redeem_due(list(self.vault.notes.values()), DUE):
            self.attempt(lambda change=change: change)
        assert redeem_due(self.vault.notes.values(), DUE) == ()

    @invariant()
    def nothing_is_lost(self) -> None:
        assert Lineage(self.vault.notes.values()).balance().holds
        assert len(set(self.vault.consumed)) == len(self.vault.consumed)
        balances = self.books.balances()
        assert unbalanced_books(balances) == {}
        assert chart.mismatched_claims(balances) == {}
        for note_account, sign in ((chart.NOTE_RECEIVABLE, 1), (chart.NOTE_PAYABLE, -1)):
            assert self.books.owed(note_account) == ({"N": sign * self.out} if self.out else {})
        held = sum(b for a, b in balances.items() if a.code == chart.NOTE_RECEIVABLE)
        assert held == self.out

    @property
    def out(self) -> int:
        free = (NoteState.LIVE, NoteState.FINANCED)
        return sum(n.amount.minor for n in self.vault.notes.values() if n.state in free)


TestNoteLife = NoteLife.TestCase
TestNoteLife.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
