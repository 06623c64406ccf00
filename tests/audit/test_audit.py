"""PLT-9: the audit of dependencies finds what is weak, and never takes silence for "none"."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from audit.__main__ import ROOT, main
from audit.locked import locked

LOCK = """
[[package]]
name = "headrace"
source = { virtual = "." }
version = "0.1.0"
[[package]]
name = "numpy"
version = "2.0.0"
source = { registry = "https://pypi.org/simple" }
"""
CONSOLE = {
    "": {"name": "headrace-console", "version": "0.1.0"},
    "node_modules/react": {"version": "19.0.0"},
    "node_modules/a/node_modules/@rc/b": {"version": "1.0.0", "optional": True},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "uv.lock").write_text(LOCK)
    (tmp_path / "services/console").mkdir(parents=True)
    (tmp_path / "services/console/package-lock.json").write_text(json.dumps({"packages": CONSOLE}))
    return tmp_path


def accepting(folder: Path, **entry: str) -> list[str]:
    file = folder / "accepted.toml"
    file.write_text("[[accepted]]\n" + "\n".join(f"{key} = {value}" for key, value in entry.items()))
    return ["--accepted", str(file)]


def day(ahead: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=ahead)).isoformat()


def test_every_package_of_both_lock_files_is_asked_about(service, root, capsys):
    assert main(["--service", service.address], root=root) == 0
    asked = {(one["package"]["ecosystem"], one["package"]["name"], one["version"]) for one in service.asked}
    assert asked > {("PyPI", "numpy", "2.0.0"), ("npm", "react", "19.0.0"), ("npm", "@rc/b", "1.0.0")}
    assert not any("headrace" in name for _, name, _ in asked)
    assert "1 packages of PyPI and 2 of npm were looked up" in capsys.readouterr().out


def test_a_weak_package_fails_with_its_name_and_the_version_that_mends_it(service, root, capsys):
    service.weak["react"] = "GHSA-1"
    fixed = {
        "package": {"ecosystem": "npm", "name": "React"},
        "ranges": [{"events": [{"introduced": "0"}, {"fixed": "19.0.1"}]}],
    }
    service.told["GHSA-1"] = {"summary": "runs scripts", "aliases": ["CVE-1"], "affected": [fixed]}
    assert main(["--service", service.address], root=root) == 1
    assert "react 19.0.0 (npm): CVE-1, GHSA-1: runs scripts (mended in 19.0.1)" in capsys.readouterr().err


def test_answers_on_further_pages_are_read_too(service, root):
    service.weak["numpy"] = "GHSA-1"
    service.pages = 3
    assert main(["--service", service.address], root=root) == 1


def test_fewer_answers_than_packages_is_no_audit(service, root, capsys):
    service.forgets = 1
    assert main(["--service", service.address], root=root) == 2
    assert "NOT DONE" in (told := capsys.readouterr().err)
    assert "asked about 5 packages and answered for 4" in told


def test_a_service_that_knows_nothing_is_no_audit(service, root, capsys):
    service.weak = {}
    assert main(["--service", service.address], root=root) == 2
    assert "jinja2 2.4.1" in capsys.readouterr().err


def test_a_service_that_refuses_is_no_audit(service, root):
    service.status = 403
    assert main(["--service", service.address], root=root) == 2


def test_no_service_is_no_audit(root, capsys):
    assert main(["--service", "http://127.0.0.1:9"], root=root) == 2
    assert "nothing is proven" in capsys.readouterr().err


def test_a_weakness_is_accepted_for_a_time_by_any_of_its_names(service, root, tmp_path):
    service.weak["numpy"] = "GHSA-1"
    service.told["GHSA-1"] = {"aliases": ["CVE-1"]}
    accepted = accepting(tmp_path, package='"numpy"', id='"CVE-1"', why='"never called"', until=day(30))
    assert main(["--service", service.address, *accepted], root=root) == 0


@pytest.mark.parametrize(
    ("until", "why", "wrong"),
    [(-1, "reason", "decide anew"), (91, "reason", "90 days are the most"), (30, " ", "says no reason")],
)
def test_what_is_accepted_has_an_end_and_a_reason(service, root, tmp_path, capsys, until, why, wrong):
    service.weak["numpy"] = "GHSA-1"
    accepted = accepting(tmp_path, package='"numpy"', id='"GHSA-1"', why=f'"{why}"', until=day(until))
    assert main(["--service", service.address, *accepted], root=root) == 1
    assert wrong in capsys.readouterr().err


def test_what_is_not_found_any_more_is_not_accepted_any_more(service, root, tmp_path, capsys):
    accepted = accepting(tmp_path, package='"numpy"', id='"GHSA-1"', why='"reason"', until=day(30))
    assert main(["--service", service.address, *accepted], root=root) == 1
    assert "take it out" in capsys.readouterr().err


def test_the_lock_files_are_read_to_the_last_package():
    ours = locked(ROOT)
    python = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    assert sum(one.ecosystem == "PyPI" for one in ours) == sum("registry" in one["source"] for one in python)
    assert sum(one.ecosystem == "npm" for one in ours) > 100
    assert all(one.version for one in ours)
