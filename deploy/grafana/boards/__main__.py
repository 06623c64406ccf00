"""`make dashboards` writes what is described here as JSON; `python -m boards --check` only compares."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from boards import edge, event_log, journey, overview, service
from boards.panels import Board
from boards.parts import SERVICES

HERE = Path(__file__).parents[1] / "dashboards"


def boards() -> list[Board]:
    return [
        overview.board(),
        event_log.board(),
        edge.board(),
        journey.board(),
        *[service.board(name) for name in SERVICES],
    ]


def files() -> dict[str, str]:
    """Name of each file and what stands in it."""
    return {f"{board.name}.json": json.dumps(board.to_json(), indent=1) + "\n" for board in boards()}


def stale(wanted: dict[str, str]) -> list[str]:
    there = {path.name: path.read_text() for path in HERE.glob("*.json")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def main(arguments: Sequence[str]) -> int:
    wanted = files()
    changed = stale(wanted)
    if "--check" in arguments:
        told = [
            f"deploy/grafana/dashboards/{name} is not what boards/ describes: run `make dashboards`\n"
            for name in changed
        ]
        sys.stderr.writelines(told)
        return bool(changed)
    for name in changed:
        (HERE / name).write_text(wanted[name]) if name in wanted else (HERE / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
