"""PLT-8: whatever an older build changes, what it does not know stays where it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from headrace_chassis.forms.keeping import keep_unknown

KNOWN = st.builds(
    lambda line, item, due: {"line": line, "item": item, "due": due},
    st.integers(0, 99),
    st.sampled_from("ABC"),
    st.integers(0, 9),
)
LINES = st.lists(KNOWN, max_size=6, unique_by=lambda line: line["line"])


def with_marks(lines: list[dict]) -> list[dict]:
    return [{**line, "mark": f"mark of {line['line']}"} for line in lines]


@given(LINES, st.randoms(use_true_random=False), LINES)
def test_a_line_keeps_its_mark_wherever_it_goes_and_whatever_else_of_it_changes(lines, chance, others):
    changed = [{**line, "due": chance.randint(0, 9)} for line in lines if chance.random() < 0.8]
    changed += [line for line in others if line["line"] not in {each["line"] for each in lines}]
    chance.shuffle(changed)
    kept = keep_unknown({"lines": with_marks(lines), "more": 1}, {"lines": lines}, {"lines": changed})
    assert kept["more"] == 1
    assert [{name: line[name] for name in ("line", "item", "due")} for line in kept["lines"]] == changed
    known = {line["line"] for line in lines}
    for line in kept["lines"]:
        assert line.get("mark") == (f"mark of {line['line']}" if line["line"] in known else None)


@given(LINES)
def test_what_is_not_changed_is_stored_as_it_was(lines):
    assert keep_unknown(with_marks(lines), lines, list(lines)) == with_marks(lines)


def test_what_is_taken_out_of_a_table_of_names_is_gone_and_what_was_unknown_stays():
    stored = {"a": {"n": 1, "mark": "x"}, "b": {"n": 2, "mark": "y"}, "more": True}
    known = {"a": {"n": 1}, "b": {"n": 2}}
    assert keep_unknown(stored, known, {"b": {"n": 3}}) == {"more": True, "b": {"n": 3, "mark": "y"}}


def test_what_has_no_name_is_known_by_its_place():
    stored = [{"state": "open", "mark": 1}, {"state": "open", "mark": 2}]
    known = [{"state": "open"}, {"state": "open"}]
    assert keep_unknown(stored, known, [{"state": "open"}, {"state": "done"}]) == [
        {"state": "open", "mark": 1},
        {"state": "done", "mark": 2},
    ]
