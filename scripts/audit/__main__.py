"""`python -m audit`: 0 nothing known, 1 something is weak, 2 not everything could be looked up."""

from __future__ import annotations

import argparse
import ssl
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx

from audit.accepted import accepted, complaints
from audit.locked import locked
from audit.osv import Osv, Unanswered

ROOT = Path(__file__).parents[2]
SERVICE = "https://api.osv.dev"


def main(arguments: list[str] | None = None, *, root: Path = ROOT) -> int:
    parser = argparse.ArgumentParser(prog="audit", description=__doc__)
    parser.add_argument("--service", default=SERVICE, help="a mirror of the vulnerability service")
    parser.add_argument("--accepted", type=Path, default=Path(__file__).with_name("accepted.toml"))
    asked = parser.parse_args(arguments)
    packages = locked(root)
    try:
        with httpx.Client(base_url=asked.service, timeout=60, verify=ssl.create_default_context()) as client:
            found = Osv(client).weaknesses(packages)
    except Unanswered as error:
        sys.stderr.write(f"audit: NOT DONE, nothing is proven. {asked.service} was no help. {error}\n")
        return 2
    wrong = list(complaints(found, accepted(asked.accepted), datetime.now(UTC).date()))
    for line in wrong:
        sys.stderr.write(f"audit: {line}\n")
    counts = {kind: sum(one.ecosystem == kind for one in packages) for kind in ("PyPI", "npm")}
    asked_about = f"{counts['PyPI']} packages of PyPI and {counts['npm']} of npm were looked up"
    sys.stdout.write(f"audit: {asked_about}; known weaknesses: {len(found)}, complaints: {len(wrong)}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
