"""What goes wrong in the hands of whoever types a command is said in one line; a traceback is for faults of ours."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from headrace_chassis.events.kafka.changes import TopicsRefused
from headrace_chassis.events.kafka.errors import BrokerUnreachable
from headrace_chassis.events.kafka.settings import KafkaSettingsWrong
from headrace_chassis.migrations import NewerDatabase, OlderDatabase
from headrace_chassis.postgres import PostgresUnusable
from headrace_chassis.serving import SettingsWrong
from headrace_chassis.telemetry import TracesNotSetUp


class NotDone(Exception):
    """A command can't do what it was asked; the message says why, and what to do."""


SAID = (NotDone, PostgresUnusable, NewerDatabase, OlderDatabase, BrokerUnreachable, TopicsRefused)
MISTOLD = (SettingsWrong, KafkaSettingsWrong, TracesNotSetUp)
"""What the environment says wrongly is as if it had been typed wrongly."""


class Commands(TyperGroup):
    """A group whose commands end with their words when they can't do what they were asked: with exit code 2 when it is
    the environment that says it wrongly, else with 1."""

    def invoke(self, ctx: Any) -> Any:  # typer has a context of its own, which it does not export
        code = 1
        try:
            return super().invoke(ctx)
        except MISTOLD as refusal:
            words, code = str(refusal), 2
        except SAID as refusal:
            words = str(refusal)
        except BrokenPipeError:
            raise  # who reads our output has enough; click knows
        except OSError as error:
            words = _of_the_system(error)
        typer.echo(words, err=True)
        raise typer.Exit(code)


def _of_the_system(error: OSError) -> str:
    """A file, a folder or an address that can't be used."""
    if error.filename is None:
        return str(error) or type(error).__name__
    return f"{error.filename} can't be used: {error.strerror}."
