"""SRM-4, SRM-6: what holds of every order, whatever the parties do."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.errors import RuleBroken
from headrace_contracts.srm.v1 import PurchaseOrderConfirmed, PurchaseOrderPublished
from headrace_contracts.values import Money, Price, Quantity
from headrace_srm.model.counter_proposal import LineChange
from headrace_srm.model.delivery_note import DeliveryNote, SentLot
from headrace_srm.model.order_line import Proposal
from headrace_srm.model.progress import LineState, Progress
from headrace_srm.model.purchase_order import OrderState, PurchaseOrder
from headrace_srm.model.supplier_item import Offer

TODAY = date(2026, 3, 2)
PRICES = {"TUBE": Price(Decimal("4.50"), "EUR"), "BELL": Price(Decimal("0.0125"), "EUR")}
OFFERS = {item: [Offer("steelco", item, price, 5, Quantity.zero("EA"))] for item, price in PRICES.items()}
WHOLE = {"TUBE": 0, "BELL": 0}


def pieces(amount: int) -> Quantity:
    return Quantity.of(amount, "EA")


def proposal(name: str, amount: int, item: str = "TUBE", days: int = 10) -> Proposal:
    return Proposal(name, item, pieces(amount), TODAY + timedelta(days=days), ("ord_1",))


def order(*proposals: Proposal) -> PurchaseOrder:
    new = PurchaseOrder(id="po_1", tenant="acme", number="PO-1", supplier="steelco", plant="north", batch="b")
    new.ask(proposals or (proposal("p1", 100), proposal("p2", 7, "BELL")), OFFERS, TODAY)
    return new


def send(number: int, made: PurchaseOrder, lots: list[SentLot]) -> DeliveryNote:
    return DeliveryNote.send(f"dn{number}", f"LS-{number}", made, lots, by="steelco", decimals=WHOLE)


def attempt(step: object) -> bool:
    try:
        step()  # type: ignore[operator]
    except RuleBroken:
        return False
    return True


@given(st.lists(st.tuples(st.sampled_from(list(PRICES)), st.integers(1, 50), st.integers(0, 2)), min_size=1))
def test_an_order_asks_for_all_that_was_proposed_and_nothing_else(wanted):
    made = order(*(proposal(f"p{n}", amount, item, days) for n, (item, amount, days) in enumerate(wanted)))
    asked = {(line.item, line.terms.due): line.terms.quantity.value for line in made.lines}
    assert len(asked) == len(made.lines)
    assert sum(asked.values()) == sum(amount for _, amount, _ in wanted)
    assert sorted(p for line in made.lines for p in line.proposals) == sorted(f"p{n}" for n in range(len(wanted)))
    assert made.total == Money.total((PRICES[item].times(amount) for (item, _), amount in asked.items()), "EUR")


@given(st.permutations([proposal(f"p{n}", 3 + n, item, n % 3) for n in range(7) for item in PRICES]))
def test_an_order_is_the_same_in_whatever_order_its_proposals_came(proposals):
    assert order(*proposals).lines == order(*sorted(proposals, key=lambda p: p.proposal)).lines


STEPS = {
    "confirm": lambda o: o.confirm("steelco", TODAY),
    "counter": lambda o: o.counter_propose(
        "steelco", [LineChange(1, quantity=o.terms[0].quantity + pieces(1))], "why not", TODAY, WHOLE
    ),
    "close": lambda o: o.close_line("acme", 1, "no", TODAY),
    "send": lambda o: send(1, o, [SentLot(1, "L1", pieces(1))]),
    "accept": lambda o: o.accept_counter_proposal("acme", TODAY),
    "refuse": lambda o: o.refuse_counter_proposal("acme", "no", TODAY),
    "cancel": lambda o: o.cancel("acme", "no", TODAY),
}


@given(st.lists(st.sampled_from(list(STEPS)), max_size=12))
def test_terms_change_only_when_both_sides_agree_or_the_buyer_gives_up_what_was_not_sent(names):
    made = order()
    for name in names:
        before = (made.state, made.revision, list(made.terms), list(made.steps))
        done = attempt(lambda name=name: STEPS[name](made))
        if not done:
            assert before == (made.state, made.revision, made.terms, made.steps)
        if name not in {"accept", "close", "cancel"}:
            assert made.terms == before[2]
        assert all(line.noted <= line.terms.quantity for line in made.lines)
        assert made.state is not OrderState.CANCELLED or not any(line.noted for line in made.lines)
    told = made.collect_events()
    revisions = [e.revision for e in told if isinstance(e, (PurchaseOrderPublished, PurchaseOrderConfirmed))]
    assert revisions == sorted(revisions)


def test_the_talk_is_remembered():
    made = order()
    for name in ("counter", "refuse", "confirm", "send", "counter", "refuse", "counter", "accept", "close"):
        STEPS[name](made)
    assert [(step.kind, step.revision) for step in made.steps] == [
        ("published", 1),
        ("counter_proposed", 2),
        ("counter_proposal_refused", 3),
        ("confirmed", 3),
        ("counter_proposed", 4),
        ("counter_proposal_refused", 5),
        ("counter_proposed", 6),
        ("confirmed", 6),
        ("closed_short", 7),
    ]
    assert [str(step.terms[0].quantity) for step in made.steps[-4:]] == [
        "7 EA",
        "8 EA",
        "8 EA",
        "1 EA",
    ]


@given(st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 60)), min_size=1, max_size=3), max_size=8))
def test_no_more_is_ever_sent_than_was_ordered(notes):
    made = order()
    made.confirm("steelco", TODAY)
    for number, lots in enumerate(notes):
        sent = [SentLot(line, f"L{n}", pieces(amount)) for n, (line, amount) in enumerate(lots)]
        before = [line.noted for line in made.lines]
        if not attempt(lambda n=number, s=sent: send(n, made, s)):
            assert before == [line.noted for line in made.lines]
        assert all(pieces(0) <= line.noted <= line.terms.quantity for line in made.lines)


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=5))
def test_a_number_however_large_makes_no_more_lines_than_were_sent(amounts):
    made = order(proposal("p1", sum(amounts)))
    made.confirm("steelco", TODAY)
    note = send(1, made, [SentLot(1, f"L{n}", pieces(amount)) for n, amount in enumerate(amounts)])
    assert (len(made.lines), len(note.lines), made.lines[0].left_to_send) == (1, len(amounts), pieces(0))


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 9)), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_a_line_ends_the_same_in_whatever_order_its_lots_are_received_and_judged(lots, random):
    wanted = pieces(sum(amount for _, amount in lots))
    news = [(kind, good, pieces(amount)) for good, amount in lots for kind in ("receive", "judge")]
    random.shuffle(news)
    progress = Progress.none("EA")
    for kind, good, amount in news:
        if kind == "receive":
            progress.receive(amount)
        else:
            progress.judge(amount, good=good)
    assert progress.arrived == wanted
    assert progress.state(wanted) is (LineState.ACCEPTED if all(good for good, _ in lots) else LineState.REJECTED)
