"""PLT-4: what is said is a code with its facts; words are made of it in the reader's language."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.errors import Missing, RuleBroken, Wrong, WrongState, title
from headrace_contracts.messages import Language, Message, Term, each_said, in_words, kept, said, say, several
from headrace_contracts.orders.v1 import MatchingFailed
from headrace_contracts.values import Money, Price, Quantity
from headrace_contracts.wire import json_form

OTHER_UNIT = say("orders.other-unit", item="BIKE", sold_by="EA", asked="KG")


class State(StrEnum):
    MATCHED = "matched"


facts = st.deferred(
    lambda: st.one_of(
        st.text(),
        st.integers(),
        st.decimals(allow_nan=False, allow_infinity=False, places=3),
        st.builds(Quantity, st.decimals(allow_nan=False, allow_infinity=False, places=3), st.just("kg")),
        st.builds(Money, st.integers(), st.just("EUR")),
        st.builds(Price, st.decimals(allow_nan=False, allow_infinity=False, places=4), st.just("CNY")),
        st.dates(),
        st.datetimes(timezones=st.just(UTC)),
        st.builds(Term, st.text()),
        st.lists(facts, max_size=3).map(tuple),
        st.dictionaries(st.from_regex("[a-z_]{1,9}", fullmatch=True), facts, max_size=3).map(
            lambda told: Message("orders.line", tuple(told.items()))
        ),
    )
)


@given(facts)
def test_what_is_stored_is_read_back_as_it_was(fact):
    message = Message("orders.line", (("fact", fact),))
    assert Message.read(message.form()) == message


@given(facts)
def test_whatever_is_told_can_be_put_into_words(fact):
    for language in Language:
        assert in_words(say("chassis.field", field="f", why=fact), language)


def test_a_message_has_its_words_in_each_language():
    assert str(OTHER_UNIT) == "BIKE is sold by EA, not KG"
    assert in_words(OTHER_UNIT, Language.ZH) == "BIKE 的销售单位是 EA，而不是 KG"


def test_each_language_writes_days_lists_and_states_in_its_own_way():
    late = say("orders.day-past", due=date(2026, 3, 1), today=date(2026, 12, 24))
    assert str(late) == "the due date 2026-03-01 is past; today is 2026-12-24"
    assert in_words(late, Language.ZH) == "交期 2026年3月1日 已过；今天是 2026年12月24日"
    full = say("orders.next-cheapest", cheaper_but_full=["north", "south"])
    assert str(full) == "cheaper factories are full: north, south"
    assert in_words(full, Language.ZH) == "成本更低的工厂产能已满：north、south"
    steps = say(
        "orders.not-in-steps", item="X", smallest=1, unit="EA", nearest=[Decimal(1), Decimal(2)], asked="1.5 EA"
    )
    assert "order 1 or 2, not 1.5 EA" in str(steps)
    assert "请订购 1或2，而不是 1.5 EA" in in_words(steps, Language.ZH)
    open_ = say("orders.not-open", number="SO-1", state=State.MATCHED)
    assert in_words(open_, Language.ZH) == "订单 SO-1 当前为“已匹配”，只有未完结的订单才能取消。"


def test_a_moment_says_its_zone():
    at = say("chassis.claim", claim="exp", why=datetime(2026, 3, 1, 8, 30, tzinfo=UTC))
    assert str(at) == "exp: 2026-03-01 08:30 UTC"


def test_what_a_person_wrote_stays_as_it_is():
    assert in_words("struck by {lightning}", Language.ZH) == "struck by {lightning}"
    assert in_words(say("orders.line", line=1, why="{line} {code}"), Language.ZH) == "第 1 行：{line} {code}"


def test_what_a_newer_version_says_is_shown_by_its_text():
    newer = say("orders.of-tomorrow", item="BIKE")
    assert said("in English", newer) == "in English"
    assert said("in English", OTHER_UNIT) is OTHER_UNIT
    assert said("as it was", None) == "as it was"
    assert in_words(newer, Language.ZH) == "orders.of-tomorrow item=BIKE"
    assert (
        str(Message.read({"code": "orders.line", "facts": {"line": {"planet": "Mars"}, "why": "x"}})) == "line Mars: x"
    )


def test_of_several_each_is_shown_by_its_code_or_its_text():
    known, newer = say("contracts.mixed-currencies", one=1, other=2), Message("finance.of-next-year")
    assert each_said(["old", "text"], [known, newer]) == (known, "text")
    assert each_said(["before there were codes"], []) == ("before there were codes",)


def test_what_is_kept_beside_its_text_is_only_what_was_said_by_code():
    assert kept(OTHER_UNIT) == ("BIKE is sold by EA, not KG", OTHER_UNIT)
    assert kept("a person's reason") == ("a person's reason", None)


def test_of_what_is_no_value_of_the_trade_its_text_is_told():
    assert str(say("orders.line", line=1.5, why=ValueError("broken"))) == "line 1.5: broken"


def test_several_problems_are_told_at_once_and_each_by_its_field():
    refused = RuleBroken.naming(("lines.0", OTHER_UNIT), ("lines.1", "as a person says it"))
    assert str(refused) == "BIKE is sold by EA, not KG; as a person says it"
    assert in_words(refused.detail, Language.ZH) == "BIKE 的销售单位是 EA，而不是 KG；as a person says it"
    assert refused.errors == (Wrong("lines.0", OTHER_UNIT), Wrong("lines.1", "as a person says it"))
    assert several([OTHER_UNIT]) is OTHER_UNIT


def test_a_kind_of_problem_has_a_title_of_its_package():
    assert in_words(title(WrongState), Language.ZH) == "当前状态不允许此操作"
    gone = Missing.named("work order", "wo_1").detail
    assert in_words(gone, Language.ZH) == "没有编号为“wo_1”的工单。请核对编号，并确认其属于贵企业。"


def test_an_event_tells_the_code_beside_the_text():
    event = MatchingFailed(order="o", customer="c", reason=str(OTHER_UNIT), reason_said=OTHER_UNIT)
    assert MatchingFailed.from_wire(event.to_wire()) == event
    assert json_form(event)["reason_said"] == {
        "code": "orders.other-unit",
        "facts": {"item": "BIKE", "sold_by": "EA", "asked": "KG"},
    }
