"""PLT-16: a wrong command ends with exit code 2 and a word on how to say it right, before anything is started."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from headrace_cli.main import app


@pytest.fixture
def state(tmp_path):
    """A folder for the database that no refused command may make."""
    return tmp_path / "state"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["journey", "--world", "adventure-works"], "goes with --data"),
        (["journey", "--data", "."], "goes with --data"),
        (["journey", "--world", "adventure-works", "--data", "nowhere"], "nowhere"),
        (["journey", "--size", "huge"], "huge"),
        (["import", "fictional", "."], "no files to import"),
        (["import", "adventure-works", "nowhere"], "nowhere"),
        (["serve", "bakery"], "no service 'bakery'"),
    ],
)
def test_a_wrong_command_is_refused_and_starts_nothing(command, words, state):
    outcome = CliRunner().invoke(app, [*command, "--data-dir", str(state)])
    assert outcome.exit_code == 2
    assert words in outcome.stderr
    assert not state.exists()


@pytest.mark.parametrize(
    "command", [["dead-letters", "list", "orders"], ["events", "replay", "orders", "headrace.product.v1"]]
)
def test_without_a_platform_an_operators_command_says_how_to_start_one(command):
    outcome = CliRunner().invoke(app, [*command, "--url", "http://127.0.0.1:9"])
    assert outcome.exit_code == 1
    assert "headrace up" in outcome.stderr


def test_letting_go_of_an_event_needs_a_reason():
    outcome = CliRunner().invoke(app, ["dead-letters", "drop", "orders", "7"])
    assert outcome.exit_code == 2
    assert "--reason" in outcome.stderr
