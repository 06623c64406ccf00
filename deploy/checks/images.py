"""The Dockerfile: hadolint, every warning counts, and what hadolint does not look for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from checks.places import SCRIPTS
from checks.programs import complaints_of

DOCKERFILE = "deploy/Dockerfile"
FINAL = "base"  # the stage that all images end on
PINNED = re.compile(r":v?\d+\.\d+\.\d+")


def complaints(root: Path) -> list[str]:
    linted = complaints_of([SCRIPTS / "hadolint", "--failure-threshold", "info", DOCKERFILE], cwd=root)
    return [*linted, *(f"{DOCKERFILE}: {line}" for line in _unsafe((root / DOCKERFILE).read_text()))]


def _unsafe(text: str) -> Iterator[str]:
    bases = re.findall(r"^ARG (?:PYTHON|NODE|UV)=(.*)", text, re.MULTILINE)
    yield from (f"{base} is not pinned to a version" for base in bases if not PINNED.search(base))
    stages = re.split(r"^(?=FROM )", text, flags=re.MULTILINE)
    final = next(stage for stage in stages if re.match(rf"FROM .* AS {FINAL}\n", stage))
    if not re.search(r"^USER [1-9]\d*", final, re.MULTILINE):
        yield "the images run as root"
    if not re.search(r"^HEALTHCHECK ", final, re.MULTILINE):
        yield "the images do not say when they are healthy"
    for stage in stages[stages.index(final) + 1 :]:
        if re.search(r"^(USER|RUN) ", stage, re.MULTILINE):
            yield f"{stage.splitlines()[0]}: a final stage only copies"
