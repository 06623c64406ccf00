"""PLT-8: a wrong command ends with a line on how to say it right, before anything is started; its exit code is 2 when
the words are wrong, and 1 when what they name can't be used. No traceback reaches who typed it."""

from __future__ import annotations

import socket

import pytest
from typer.testing import CliRunner

from headrace_cli.main import app
from libs.journey.tests.tiny import FILES, write


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
        *[(["up", "--port", port], "--port") for port in ("0", "-1", "65536", "http")],
        *[(["journey", "--seed", seed], "--seed") for seed in ("-1", "99999999999999999999")],
    ],
)
def test_a_wrong_command_is_refused_and_starts_nothing(command, words, state):
    outcome = CliRunner().invoke(app, [*command, "--data-dir", str(state)])
    assert outcome.exit_code == 2
    assert words in outcome.stderr
    assert not state.exists()


@pytest.mark.parametrize(
    ("variable", "told"),
    [
        ("HEAD_BYTES", "abc"),
        ("HEAD_BYTES", "inf"),
        ("CONNECTIONS", "nan"),
        ("PAUSE_SECONDS", "-1"),
        ("SUBJECT_RATE", "x"),
    ],
)
@pytest.mark.parametrize("command", [["up"], ["up", "--processes"], ["serve", "orders"], ["demo", "--exit"]])
def test_an_environment_that_says_what_can_not_be_is_told_in_a_line_before_anything_starts(
    command, variable, told, state, monkeypatch
):
    monkeypatch.setenv(f"HEADRACE_{variable}", told)
    outcome = CliRunner().invoke(app, [*command, "--data-dir", str(state)])
    assert (outcome.exit_code, outcome.stdout) == (2, ""), outcome.exception
    [line] = outcome.stderr.splitlines()
    assert line.startswith(f"HEADRACE_{variable} is {told!r}; ")
    assert not state.exists()


def test_traces_that_can_go_nowhere_are_told_in_a_line(state, monkeypatch):
    monkeypatch.setenv("HEADRACE_TRACES", "nowhere")
    outcome = CliRunner().invoke(app, ["up", "--data-dir", str(state)])
    assert (outcome.exit_code, state.exists()) == (2, False)
    assert "HEADRACE_TRACES is 'nowhere'; write it as file:PATH" in outcome.stderr


def refused(*command: object) -> str:
    """The one line that it says, with exit code 1."""
    outcome = CliRunner().invoke(app, [str(word) for word in command])
    assert (outcome.exit_code, outcome.stdout) == (1, ""), outcome.exception
    [line] = outcome.stderr.splitlines()
    return line


@pytest.mark.parametrize("command", [["up"], ["demo", "--exit"], ["serve", "orders"]])
def test_a_port_that_another_program_has_is_refused_before_anything_starts(command, state):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert f"listens on {port}" in refused(*command, "--port", port, "--data-dir", state)
    assert not state.exists()


def test_ports_beyond_the_last_are_refused(state):
    assert "name a lower --port" in refused("up", "--processes", "--port", 65_530, "--data-dir", state)
    assert not state.exists()


@pytest.mark.parametrize(
    "command", [["import", "adventure-works"], ["journey", "--world", "adventure-works", "--data"]]
)
def test_files_that_are_not_a_companys_are_refused_before_anything_starts(command, state, tmp_path):
    folder = write(tmp_path / "Makers")
    (folder / "sales.csv").write_bytes(FILES["sales"].encode("utf-16"))
    assert (
        refused(*command, folder, "--data-dir", state) == "sales.csv, row 1: is UTF-16; save the file as CSV in UTF-8"
    )
    assert not state.exists()


@pytest.mark.parametrize("command", [["up"], ["journey"], ["up", "--processes"]])
def test_a_data_folder_that_can_not_be_made_is_refused(command, tmp_path):
    (tmp_path / "file").touch()
    assert "Not a directory" in refused(*command, "--data-dir", tmp_path / "file" / "state")


@pytest.mark.parametrize("file", ["clock.json", "issuer.json"])
@pytest.mark.parametrize("content", ["{", "[]"])
def test_a_file_of_the_platform_that_is_torn_is_named(file, content, state):
    state.mkdir()
    (state / file).write_text(content)
    assert f"{file} can't be read" in refused("journey", "--data-dir", state)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "PostgreSQL at 'nonsense' can't be used"),
        ("postgresql://me:secret@127.0.0.1:9/x", "PostgreSQL at 127.0.0.1:9 can't be used"),
        ("postgresql://me:secret@127.0.0.1:port/x", "PostgreSQL at 127.0.0.1:port can't be used"),
    ],
)
@pytest.mark.parametrize("command", [["up"], ["serve", "orders"], ["journey"], ["backup", "anywhere"]])
def test_a_database_that_can_not_be_used_is_named_without_its_password(command, url, words, state):
    line = refused(*command, "--database-url", url, "--data-dir", state)
    assert words in line
    assert "secret" not in line


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("no json", "is no backup"),
        ("[]", "another format"),
        ('{"format": 1}', "is no backup"),
        ('{"format": 1, "services": {"orders": 7}, "files": 8}', "is no backup"),
    ],
)
def test_what_is_no_backup_is_not_restored(content, words, state, tmp_path):
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "manifest.json").write_text(content)
    assert words in refused("restore", tmp_path / "backup", "--data-dir", state)


def test_a_file_that_is_no_backup_is_not_restored(state, tmp_path):
    (tmp_path / "monday.tar").write_text("no tar")
    assert "is no backup" in refused("restore", tmp_path / "monday.tar", "--data-dir", state)


@pytest.mark.parametrize("command", [["bench", "--out"], ["events", "catalogue", "--out"]])
def test_a_file_that_can_not_be_written_is_named(command, tmp_path):
    (tmp_path / "file").touch()
    assert "file" in refused(*command, tmp_path / "file" / "out.json")


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
