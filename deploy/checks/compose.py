"""docker-compose.yml, by the loader of docker compose itself: the Compose Specification's schema, and what refers to
what."""

from __future__ import annotations

from pathlib import Path

from checks.places import BIN
from checks.programs import complaints_of

HARDENED = ("read_only", "cap_drop", "security_opt", "deploy", "healthcheck")


def complaints(root: Path) -> list[str]:
    return complaints_of([BIN / "compose-spec", "docker-compose.yml"], cwd=root)
