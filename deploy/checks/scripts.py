"""Every shell script that git knows, by shellcheck."""

from __future__ import annotations

import subprocess
from pathlib import Path

from checks.places import SCRIPTS
from checks.programs import complaints_of


def complaints(root: Path) -> list[str]:
    return complaints_of([SCRIPTS / "shellcheck", *_shell_scripts(root)], cwd=root)


def _shell_scripts(root: Path) -> list[str]:
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    known = subprocess.run(listing, cwd=root, check=True, stdout=subprocess.PIPE, text=True).stdout.split("\0")
    return [name for name in known if _is_shell(root / name)]


def _is_shell(file: Path) -> bool:
    if not file.is_file() or file.suffix not in {"", ".sh"}:
        return False
    with file.open("rb") as opened:
        first = opened.readline()
    return first.startswith(b"#!") and first.split()[-1].rsplit(b"/", 1)[-1] in {b"sh", b"bash"}
