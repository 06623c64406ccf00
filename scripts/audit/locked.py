"""Every package of others that the lock files name, for all platforms and groups."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Package:
    ecosystem: str
    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.ecosystem})"


def locked(root: Path) -> list[Package]:
    return sorted({*_python(root / "uv.lock"), *_console(root / "services/console/package-lock.json")})


def _python(file: Path) -> Iterator[Package]:
    for package in tomllib.loads(file.read_text())["package"]:
        if "editable" not in package["source"] and "virtual" not in package["source"]:
            yield Package("PyPI", package["name"], package["version"])


def _console(file: Path) -> Iterator[Package]:
    for place, package in json.loads(file.read_text())["packages"].items():
        if place:  # the first is the console itself
            yield Package("npm", package.get("name") or place.rpartition("node_modules/")[2], package["version"])
