"""The rules of the house hold, and each of them really fails where it is broken."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from . import areas
from .house_rules import ROOT, SourceFile, broken, sources


def test_no_source_file_breaks_a_house_rule() -> None:
    assert [breach for file in sources() for breach in broken(file)] == []


def test_only_files_that_people_write_have_a_longest_length() -> None:
    made = '"""Made from proto/headrace/x/v1/events.proto by `make contracts`. Do not edit."""\n'
    assert broken(SourceFile("libs/contracts/src/headrace_contracts/x/v1.py", made + "x = 1\n" * 601)) == []


@pytest.mark.parametrize(
    ("room", "text"),
    [
        ("model/lot.py", "import sqlalchemy"),
        ("model.py", "from pydantic import BaseModel"),
        ("engine/flow.py", "from headrace_chassis import clock"),
        ("engine/flow.py", "def f():\n    import httpx"),
        ("api/orders.py", "from sqlalchemy import select"),
        ("usecases/place.py", "import sqlalchemy.ext.asyncio"),
        ("model/lot.py", "from headrace_orders.store import orders"),
        ("model/lot.py", "from headrace_orders import usecases"),
        ("model/lot.py", "from ..store import orders"),
        ("store/orders.py", "from headrace_orders.api import views"),
        ("usecases/place.py", "from headrace_orders.service import service"),
        ("usecases/load.py", "from headrace_chassis.web.bulk import BulkBody"),
        ("store/orders.py", "from headrace_chassis.web import Page"),
        ("handlers.py", "import headrace_chassis.web"),
        ("usecases/place.py", "import datetime\ndatetime.datetime.now()"),
        ("usecases/place.py", "from datetime import datetime, UTC\ndatetime.now(UTC)"),
        ("api/orders.py", "import time\ntime.time()"),
        ("usecases/place.py", "async def f(tx):\n    await tx.session.commit()"),
        ("api/orders.py", "x = 1\n" * 601),
    ],
)
def test_a_file_that_breaks_a_rule_is_told(room: str, text: str) -> None:
    assert len(broken(SourceFile(f"services/orders/src/headrace_orders/{room}", text))) == 1


@pytest.mark.parametrize(
    ("room", "text"),
    [
        ("store/orders.py", "from sqlalchemy import select\nfrom headrace_orders.model import Order"),
        ("migrations/versions/one.py", "from alembic import op"),
        ("usecases/place.py", "from headrace_orders.store import orders\nclock.now()"),
        ("engine/flow.py", "import numpy\nfrom ortools.graph.python import min_cost_flow"),
        ("handlers.py", "from headrace_orders import usecases\nfrom headrace_chassis import Tx"),
        ("store/orders.py", "from headrace_chassis.paging import PageRequest\nfrom headrace_chassis import websites"),
    ],
)
def test_a_file_that_keeps_the_rules_is_left_in_peace(room: str, text: str) -> None:
    assert broken(SourceFile(f"services/orders/src/headrace_orders/{room}", text)) == []


FORBIDDEN = {
    "headrace_orders": "headrace_mrp",
    "headrace_contracts": "headrace_chassis",
    "headrace_chassis": "headrace_quality",
    "headrace_planning": "headrace_mrp",
    "headrace_mes": "headrace_journey",
    "headrace_finance": "headrace_testkit",
}


def test_the_import_contracts_fail_on_every_forbidden_import(tmp_path: Path) -> None:
    assert _lint_imports(_stubs(tmp_path)).returncode == 0
    for importer, imported in FORBIDDEN.items():
        (tmp_path / importer / "__init__.py").write_text(f"import {imported}\n")
    told = _lint_imports(tmp_path)
    assert told.returncode == 1
    missing = [pair for pair in FORBIDDEN.items() if " -> ".join(pair) not in told.stdout]
    assert missing == []


def test_the_import_contracts_know_every_package() -> None:
    packages = {path.name for pattern in ("libs", "services") for path in ROOT.glob(f"{pattern}/*/src/headrace_*")}
    told = re.findall(r"headrace_\w+", _section("storeys"))
    assert sorted(told) == sorted(packages)
    services = {path.name for path in ROOT.glob("services/*/src/headrace_*")}
    assert sorted(re.findall(r"headrace_\w+", _section("services"))) == sorted(services)


def _section(contract: str) -> str:
    text = (ROOT / ".importlinter").read_text()
    return text.split(f"[importlinter:contract:{contract}]")[1].split("\n[")[0]


def _stubs(folder: Path) -> Path:
    for name in set(re.findall(r"headrace_\w+", _section("storeys"))):
        for part in ("", *areas.WHOLE, *areas.areas(name)):
            (folder / name / part).mkdir(exist_ok=True)
            (folder / name / part / "__init__.py").write_text("")
    return folder


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--config", ROOT / ".importlinter", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
