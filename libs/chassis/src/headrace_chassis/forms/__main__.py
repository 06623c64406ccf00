"""Writes down the forms of what services store: `python -m headrace_chassis.forms [SERVICE ...]`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from headrace_chassis.forms.stored import forms_of
from headrace_chassis.forms.written import breaches, written
from headrace_chassis.service import Service


def forms_file(service: Service) -> Path:
    """Beside the service's tests."""
    spec = find_spec(service.package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parents[2] / "tests" / "forms.json"


def forms_now(service: Service) -> dict[str, Any]:
    return {name: written(form) for name, form in forms_of(service.store).items()}


def wrong_with(service: Service) -> list[str]:
    """What has changed since it was written down and asks for a new form."""
    before, now = _read(forms_file(service)), forms_now(service)
    return [
        f"{service.name}: {name}: {words}"
        for name, known in before.items()
        if name in now
        for words in breaches(known, now[name])
    ]


def is_fresh(service: Service) -> bool:
    return _read(forms_file(service)) == forms_now(service)


def _read(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text()) if file.exists() else {}


def main(names: Sequence[str]) -> int:
    installed = entry_points(group="headrace.services")
    services = [installed[name].load() for name in names or sorted(installed.names)]
    wrong = [words for service in services for words in wrong_with(service)]
    if wrong:
        words = "\n".join(wrong)
        sys.stderr.write(f"{words}\nGive the form an upcast, which makes it a new one (docs/service-guide.md).\n")
        return 1
    for service in services:
        if (now := forms_now(service)) or forms_file(service).exists():
            forms_file(service).write_text(f"{json.dumps(now, indent=1, sort_keys=True, ensure_ascii=False)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
