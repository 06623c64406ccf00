"""PLT-6: the catalogue of events is what the code says, and the page in docs is not stale."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from headrace_cli.catalogue import catalogue
from headrace_cli.main import app
from headrace_contracts.registry import EVENT_TYPES

PAGE = Path(__file__).parents[3] / "docs" / "events.md"


def test_the_page_is_what_the_code_says():
    assert PAGE.read_text() == catalogue(), "run: headrace events catalogue --out docs/events.md"


def test_every_event_has_its_sender_and_key_and_those_who_hear_it():
    told, _, seen = catalogue().partition("## Who sees what")
    rows, shown = (
        {row.split(" | ")[0].strip("| `"): row for row in page.splitlines() if row.startswith("| `")}
        for page in (told, seen)
    )
    assert rows.keys() == shown.keys() == EVENT_TYPES.keys()
    placed = rows["headrace.orders.v1.OrderPlaced"]
    assert "| orders | `order` | " in placed
    assert "finance" in placed


def test_it_is_written_where_it_is_wanted_or_shown(tmp_path):
    written = tmp_path / "events.md"
    assert CliRunner().invoke(app, ["events", "catalogue", "--out", str(written)]).exit_code == 0
    assert written.read_text() == CliRunner().invoke(app, ["events", "catalogue"]).stdout.removesuffix("\n")
