"""The headrace command."""

from __future__ import annotations

import typer

from headrace_cli import bench, dead_letters, journey, topics, up
from headrace_cli.backup import command as backup
from headrace_cli.doctor import command as doctor
from headrace_cli.events import command as events
from headrace_cli.refusals import Commands

app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command()(up.up)
app.command()(up.serve)
app.command()(journey.demo)
app.command()(journey.journey)
app.command("import")(journey.import_world)
app.command()(bench.bench)
app.command()(doctor.doctor)
app.command()(backup.backup)
app.command()(backup.restore)
app.add_typer(dead_letters.app, name="dead-letters")
app.add_typer(events.app, name="events")
app.add_typer(topics.app, name="topics")


@app.callback()
def headrace() -> None:
    """The firms of an industrial chain, working as one."""


def main() -> None:
    app()
