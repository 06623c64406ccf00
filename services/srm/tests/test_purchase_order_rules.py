"""SRM-4, SRM-6: what holds of every order, whatever the parties do."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.errors import RuleBroken
from headrace_contracts.srm.v1 import PurchaseOrderConfirmed, PurchaseOrderPublished
from headrace_contracts.values import Money, Quantity
from headrace_srm.model.counter_proposal import LineChange
from headrace_srm.model.delivery_note import DeliveryNote, SentLot
from headrace_srm.model.order_line import Proposal
from headrace_srm.model.progress import LineState, Progress
from headrace_srm.model.purchase_order import OrderState, PurchaseOrder

TODAY = date(2026, 3, 2)
PRICES = {"TUBE": Money(450, "EUR"), "BELL": Money(99, "EUR")}


def pieces(amount: int) -> Quantity:
    return Quantity.of(amount, "EA")


def proposal(name: str, amount: int, item: str = "TUBE", days: int = 10) -> Proposal:
    return Proposal(name, item, pieces(amount), TODAY + timedelta(days=days), ("ord_1",))


def order(*proposals: Proposal) -> PurchaseOrder:
    new = PurchaseOrder(id="po_1", tenant="acme", number="PO-1", supplier="steelco", plant="north", batch="b")
    new.add(proposals or (proposal("p1", 100), proposal("p2", 7, "BELL")), PRICES, TODAY)
    return new


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
    assert made.total.minor == sum(PRICES[item].minor * amount for item, amount, _ in wanted)


STEPS = {
    "add": lambda o: o.add([proposal("more", 5)], PRICES, TODAY),
    "confirm": lambda o: o.confirm("steelco", TODAY),
    "counter": lambda o: o.counter_propose(
        "steelco", [LineChange(1, quantity=o.terms[0].quantity + pieces(1))], "why not", TODAY
    ),
    "accept": lambda o: o.accept_counter_proposal("acme", TODAY),
    "refuse": lambda o: o.refuse_counter_proposal("acme", "no", TODAY),
    "cancel": lambda o: o.cancel("acme", "no", TODAY),
}


@given(st.lists(st.sampled_from([name for name in STEPS if name != "add"]), max_size=12))
def test_terms_are_agreed_at_most_once_and_never_change_after(names):
    made, agreed = order(), None
    for name in names:
        before = (made.state, made.revision, list(made.terms), list(made.steps))
        done = attempt(lambda name=name: STEPS[name](made))
        if not done:
            assert before == (made.state, made.revision, made.terms, made.steps)
        if agreed is not None:
            assert made.terms == agreed
        elif made.state is OrderState.CONFIRMED:
            agreed = list(made.terms)
    told = made.collect_events()
    assert sum(isinstance(event, PurchaseOrderConfirmed) for event in told) == (agreed is not None)
    revisions = [event.revision for event in told if isinstance(event, PurchaseOrderPublished)]
    assert revisions == sorted(set(revisions))


def test_the_talk_is_remembered_when_more_of_the_batch_comes_after_it():
    made = order()
    for name in ("add", "counter", "refuse", "add", "confirm"):
        STEPS[name](made)
    assert [(step.kind, step.revision) for step in made.steps] == [
        ("published", 2),
        ("counter_proposed", 3),
        ("counter_proposal_refused", 4),
        ("published", 5),
        ("confirmed", 5),
    ]


@given(st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 60)), min_size=1, max_size=3), max_size=8))
def test_no_more_is_ever_sent_than_was_ordered(notes):
    made = order()
    made.confirm("steelco", TODAY)
    for number, lots in enumerate(notes):
        sent = [SentLot(line, f"L{n}", pieces(amount)) for n, (line, amount) in enumerate(lots)]
        before = [line.noted for line in made.lines]
        if not attempt(lambda n=number, s=sent: DeliveryNote.send(f"dn{n}", f"LS-{n}", made, s, by="steelco")):
            assert before == [line.noted for line in made.lines]
        assert all(pieces(0) <= line.noted <= line.terms.quantity for line in made.lines)


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
