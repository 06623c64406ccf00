"""The rules of the house hold, and each of them really fails where it is broken."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from . import areas
from .house_rules import ROOT, SourceFile, broken, overfull, sources


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


@pytest.mark.parametrize(
    ("room", "text"),
    [
        ("notes/model/note.py", "import sqlalchemy"),
        ("notes/model/note.py", "from headrace_finance.notes.store import notes"),
        ("notes/store/notes.py", "from headrace_finance.notes.usecases import redeem"),
        ("notes/usecases/redeem.py", "from headrace_finance import notes"),
        ("notes/__init__.py", "__all__ = ()\nfrom headrace_finance.notes.api import offers"),
        ("notes/model/note.py", "from headrace_finance import debts"),
        ("notes/model/note.py", "from headrace_finance.debts.model.payable import Payable"),
        ("notes/model/note.py", "from headrace_finance.debts.model import Settlement"),
        ("notes/usecases/redeem.py", "from headrace_finance.debts.usecases.owe import owe"),
        ("notes/usecases/redeem.py", "from headrace_finance.debts import store"),
        ("notes/api/notes.py", "import headrace_finance.debts.store.debts"),
        ("notes/api/notes.py", "from headrace_finance.debts.api import PayableView"),
        ("notes/usecases/redeem.py", "from headrace_finance.debts.api import PayableView"),
        ("notes/usecases/redeem.py", "from headrace_finance import debts\ndebts.set_off()"),
        ("notes/usecases/redeem.py", "from headrace_finance import debts as owed\nowed.store.debts.keep_still()"),
        ("notes/handlers.py", "from ..debts import confirm_payable"),
        ("notes/store/notes.py", "from headrace_finance.debts.model import Payable"),
        ("notes/engine/prices.py", "from headrace_finance.debts.model import Payable"),
        ("notes/usecases/redeem.py", "from headrace_finance.tables import metadata"),
        ("notes/usecases/redeem.py", "from headrace_finance.service import service"),
        ("tables.py", "from headrace_finance.notes import outstanding"),
        ("service.py", "from headrace_finance.notes.usecases import redeem"),
        ("notes/store/notes.py", "CLOSE = \"UPDATE payable SET state = 'paid'\""),
        ("debts/store/debts.py", "SELECT = 'SELECT FROM payable JOIN note ON true'"),
        ("notes/__init__.py", "from headrace_finance.notes.usecases.redeem import redeem"),
        ("notes/model/__init__.py", "from headrace_finance.notes.model.note import Note"),
        ("credit/model.py", "def draw(): ..."),
    ],
)
def test_an_area_that_breaks_a_rule_is_told(room: str, text: str) -> None:
    assert len(broken(SourceFile(f"services/finance/src/headrace_finance/{room}", text))) == 1


@pytest.mark.parametrize(
    ("room", "text"),
    [
        ("notes/model/note.py", "from headrace_finance.debts.model import Payable"),
        ("notes/usecases/redeem.py", "from headrace_finance import debts\nfrom headrace_finance.debts import owe"),
        ("notes/api/notes.py", "from headrace_finance.ledger import NotBooked\nfrom ..usecases import redeem"),
        ("notes/store/tables.py", "from headrace_finance.tables import metadata"),
        ("notes/store/notes.py", "READ = 'SELECT FROM note JOIN payable ON true FOR UPDATE OF note'"),
        ("notes/area.py", "from headrace_finance.notes.api import offers"),
        ("notes/__init__.py", "from headrace_finance.notes.store.notes import roots\n__all__ = ['roots']"),
        ("service.py", "from headrace_finance.notes.area import area"),
    ],
)
def test_an_area_that_keeps_the_rules_is_left_in_peace(room: str, text: str) -> None:
    assert broken(SourceFile(f"services/finance/src/headrace_finance/{room}", text)) == []


def test_what_has_grown_large_is_divided() -> None:
    assert overfull(sources()) == []


def test_files_are_counted_by_service_by_area_and_by_room() -> None:
    def files(folder: str, number: int) -> list[SourceFile]:
        return [SourceFile(f"services/x/src/headrace_{folder}/f{n}.py", "") for n in range(number)]

    assert overfull(files("orders/engine/flow", 16) + files("orders/engine", 16) + files("orders/model", 16)) == []
    assert len(overfull(files("orders/model", 17))) == 1
    assert len(overfull(files("orders/model", 16) + files("orders/store", 16) + files("orders/usecases", 9))) == 1
    assert (
        overfull(
            files("finance/notes/model", 16) + files("finance/debts/store", 16) + files("finance/credit/store", 16)
        )
        == []
    )


FORBIDDEN = {
    "headrace_orders": "headrace_mrp",
    "headrace_contracts": "headrace_chassis",
    "headrace_chassis": "headrace_quality",
    "headrace_planning": "headrace_mrp",
    "headrace_mes": "headrace_journey",
    "headrace_finance": "headrace_testkit",
    "headrace_finance.ledger": "headrace_finance.notes",
    "headrace_finance.credit": "headrace_finance.invoicing",
    "headrace_finance.tables": "headrace_finance.service",
    "headrace_orders.engine.matching": "headrace_orders.engine.promising",
    "headrace_forecasting.engine.demand": "headrace_forecasting.engine.fitting",
}


def test_the_import_contracts_fail_on_every_forbidden_import(tmp_path: Path) -> None:
    assert _lint_imports(_stubs(tmp_path)).returncode == 0
    for importer, imported in FORBIDDEN.items():
        (tmp_path / importer.replace(".", "/") / "__init__.py").write_text(f"import {imported}\n")
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


def test_every_area_has_its_storey(tmp_path: Path) -> None:
    stubs = _stubs(tmp_path)
    (stubs / "headrace_finance" / "loans").mkdir()
    (stubs / "headrace_finance" / "loans" / "__init__.py").write_text("")
    assert "headrace_finance.loans" in _lint_imports(stubs).stdout


def _section(contract: str) -> str:
    text = (ROOT / ".importlinter").read_text()
    return text.split(f"[importlinter:contract:{contract}]")[1].split("\n[")[0]


def _stubs(folder: Path) -> Path:
    named = re.findall(r"headrace_[\w.]+", (ROOT / ".importlinter").read_text())
    parts = [f"{name}.{part}" for name in areas.divided() for part in (*areas.WHOLE, *areas.areas(name))]
    for name in (*named, *parts):
        package = folder
        for part in name.split("."):
            package /= part
            package.mkdir(exist_ok=True)
            (package / "__init__.py").write_text("")
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
