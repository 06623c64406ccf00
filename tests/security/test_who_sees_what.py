"""PLT-2, PLT-5: of every event its tenant, each party and a stranger get the fields that docs/events.md lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.seeing import for_reader
from headrace_chassis.tx import EVERYONE
from headrace_contracts.event import Event
from headrace_contracts.finance.v1 import NoteTransferred
from headrace_contracts.messages import say
from headrace_contracts.registry import EVENT_TYPES
from headrace_contracts.values import Money, Price, Quantity

PAGE = Path(__file__).parents[2] / "docs" / "events.md"
TENANT = "the tenant"
MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
SAMPLES = [
    1,
    1.5,
    True,
    date(2026, 3, 2),
    MOMENT,
    Money(1, "EUR"),
    Price(Decimal("0.1"), "EUR"),
    Quantity.of("1", "EA"),
    say("orders.line", line=1, why="why"),
]
BY_TYPE: dict[type, Any] = {type(sample): sample for sample in SAMPLES}
VALUES = {"value", "unit", "minor", "amount", "currency", "code", "facts"}


def whole(kind: type[Any]) -> Any:
    """One with every field filled; a text is the name of its field, so `supplier` names the firm "supplier"."""
    hints = get_type_hints(kind)
    return kind(**{field.name: filled(hints[field.name], field.name) for field in fields(kind)})


def filled(hint: Any, name: str) -> Any:
    inner = [one for one in get_args(hint) if one not in (type(None), Ellipsis)]
    if inner:
        return (filled(inner[0], name),) if "tuple" in str(hint) else filled(inner[0], name)
    if hint is str:
        return name
    return list(hint)[-1] if issubclass(hint, StrEnum) else BY_TYPE[hint] if hint in BY_TYPE else whole(hint)


def told(event: Event) -> Envelope:
    trace = f"00-{'a' * 32}-{'b' * 16}-01"
    more = (TENANT, "", 1, MOMENT, trace, event.to_wire(), 7, "planner@tenant", "orders:6")
    return Envelope("e1", event.event_type, "service", event.key, *more)


def paths(data: Any, above: str = "") -> Iterator[str]:
    for name, value in data.items():
        part = value[0] if isinstance(value, list) and value else value
        if isinstance(part, dict) and not set(part) <= VALUES:
            yield from paths(part, f"{above}{name}.")
        else:
            yield above + name


def table() -> dict[str, dict[str, list[str]]]:
    """By event: what it says for each party, and under "" what it lists in all."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in PAGE.read_text().partition("## Who sees what")[2].splitlines():
        if row.startswith("| `"):
            name, _, parties, seen, hidden = (cell.strip(" `") for cell in row.strip("|").split("|"))
            shown, others = ([one for one in cell.split(", ") if one != "–"] for cell in (seen, hidden))
            found.setdefault(name, {}).update({party: shown for party in parties.split(", ") if party != "–"})
            found[name][""] = shown + others
    return found


SEEN = table()


def shown(name: str, organisation: str) -> list[str] | None:
    form = for_reader(told(whole(EVENT_TYPES[name])), organisation)
    return sorted(paths(form["data"])) if form else None


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_each_party_sees_what_the_page_lists_and_a_stranger_nothing(name):
    said = dict(SEEN[name])
    everything = said.pop("")
    assert set(said) == set(EVENT_TYPES[name].parties)
    assert {party: shown(name, party) for party in said} == {party: sorted(seen) for party, seen in said.items()}
    assert shown(name, "a stranger") is None
    if said:
        assert shown(name, TENANT) == sorted(everything)


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_the_tenant_and_the_platform_see_all_of_it_and_who_is_only_named_nothing(name):
    event = whole(EVENT_TYPES[name])
    for organisation in (TENANT, EVERYONE):
        form = for_reader(told(event), organisation)
        assert form is not None
        assert (form["data"], form["actor"], form["cause"]) == (event.to_json(), "planner@tenant", "orders:6")
    named = {field.name for field in fields(event)} - set(event.parties)
    assert all(for_reader(told(event), organisation) is None for organisation in named)


@pytest.mark.parametrize("name", [name for name, kind in EVENT_TYPES.items() if kind.parties])
def test_a_party_learns_nothing_of_the_tenants_log_and_people(name):
    for party in EVENT_TYPES[name].parties:
        form = for_reader(told(whole(EVENT_TYPES[name])), party)
        assert form is not None
        assert not {"logposition", "traceparent", "actor", "cause"} & set(form)
        assert "planner@tenant" not in str(form)


def test_who_is_two_parties_sees_what_either_sees():
    event: NoteTransferred = replace(whole(NoteTransferred), to_holder="from_holder")
    form = for_reader(told(event), "from_holder")
    assert form is not None
    assert set(form["data"]) == {field.name for field in fields(event)}


def test_a_proposal_tells_no_supplier_its_customers_orders():
    assert shown("headrace.mrp.v1.PurchaseProposalReleased", "supplier") is None
    published = shown("headrace.srm.v1.PurchaseOrderPublished", "supplier")
    assert published is not None
    assert "lines.proposals" not in published
