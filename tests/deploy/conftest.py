"""A copy of what is deployed, for the tests to spoil."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "deploy"))
PARTS = ("k8s", "deploy", "docker-compose.yml")


@pytest.fixture
def spoilt(tmp_path) -> Callable[..., Path]:
    """Makes a copy of the repository's deployment in which some text of one file is another."""

    def spoil(name: str, was: str, becomes: str) -> Path:
        for part in PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, tmp_path / part)
        file = tmp_path / name
        text = file.read_text()
        assert was in text, f"{name} no longer says {was!r}"
        file.write_text(text.replace(was, becomes, 1))
        return tmp_path

    return spoil
