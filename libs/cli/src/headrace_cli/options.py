"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[Path, typer.Option(help="where the embedded database and the platform's files are kept")]
DatabaseUrl = Annotated[
    str | None, typer.Option(help="use this PostgreSQL instead of the embedded one (its user may create databases)")
]
Port = Annotated[int, typer.Option(min=1, max=65_535, help="the gateway's port on this machine")]
AsUser = Annotated[str, typer.Option("--as", help="the demo user to act as")]
Url = Annotated[str, typer.Option(help="the address of the gateway")]
AsJson = Annotated[bool, typer.Option("--json", help="print one JSON value instead of words")]
DEFAULT_DIR = Path(".local/state")
DEFAULT_URL = "http://127.0.0.1:8080"
OPERATOR = "operator@headrace"
