"""The Dockerfile, by hadolint; every warning counts."""

from __future__ import annotations

from pathlib import Path

from checks.places import SCRIPTS
from checks.programs import complaints_of


def complaints(root: Path) -> list[str]:
    return complaints_of([SCRIPTS / "hadolint", "--failure-threshold", "info", "deploy/Dockerfile"], cwd=root)
