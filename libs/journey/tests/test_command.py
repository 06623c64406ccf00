"""PLT-8: the command that plays on a running platform says in a line why it could not."""

import sys

import pytest

from headrace_journey.__main__ import main


@pytest.mark.parametrize("address", ["nonsense", "http://[::1", "http://127.0.0.1:9"])
def test_an_address_at_which_nothing_answers_ends_it_with_a_line(address, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["headrace_journey", address, "--patience", "0"])
    assert main() == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
