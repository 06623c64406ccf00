"""The vulnerability service (api.osv.dev, v1), asked so that silence is never taken for "none"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from audit.locked import Package

AT_ONCE = 500  # the service takes 1,000 questions in one request
KNOWN_TO_BE_WEAK = (Package("PyPI", "jinja2", "2.4.1"), Package("npm", "lodash", "4.17.11"))


class Unanswered(Exception):
    """Something could not be looked up, so that nothing is proven."""


@dataclass(frozen=True)
class Weakness:
    package: Package
    names: frozenset[str]  # of one weakness: GHSA-..., CVE-..., PYSEC-...
    summary: str
    mended_in: tuple[str, ...]

    def __str__(self) -> str:
        mended = f"mended in {' or '.join(self.mended_in)}" if self.mended_in else "which version mends it is not told"
        return f"{self.package}: {', '.join(sorted(self.names))}: {self.summary} ({mended})"


class Osv:
    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def weaknesses(self, packages: Sequence[Package]) -> list[Weakness]:
        """All known ones. Two packages that are weak are asked about too: who does not know them knows nothing."""
        ids = self._ids([*packages, *KNOWN_TO_BE_WEAK])
        for known in KNOWN_TO_BE_WEAK:
            if not ids[known]:
                raise Unanswered(f"It knows no weakness of {known}, which has some: its 'none' is worth nothing.")
        return [self._told(package, one) for package in packages for one in ids[package]]

    def _ids(self, packages: Sequence[Package]) -> dict[Package, list[str]]:
        found: dict[Package, list[str]] = {package: [] for package in packages}
        questions = [(package, _question(package)) for package in packages]
        while questions:
            now, questions = questions[:AT_ONCE], questions[AT_ONCE:]
            for (package, question), answer in zip(now, self._answers([one for _, one in now]), strict=True):
                found[package] += [one["id"] for one in answer.get("vulns", ())]
                if more := answer.get("next_page_token"):
                    questions.append((package, question | {"page_token": more}))
        return found

    def _answers(self, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
        told = self._asked("POST", "/v1/querybatch", {"queries": questions}).get("results") or []
        answers = [one for one in told if isinstance(one, dict)]
        if len(answers) != len(questions):
            raise Unanswered(f"It was asked about {len(questions)} packages and answered for {len(answers)}.")
        return answers

    def _told(self, package: Package, name: str) -> Weakness:
        told = self._asked("GET", f"/v1/vulns/{name}")
        names = frozenset((name, *told.get("aliases", ())))
        summary = told.get("summary") or told.get("details", "").partition("\n")[0]
        return Weakness(package, names, summary, tuple(_mended_in(told, package)))

    def _asked(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        try:
            answer = self._client.request(method, path, json=body)
            answer.raise_for_status()
            told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unanswered(f"{method} {path}: {type(error).__name__} {error}") from error
        if not isinstance(told, dict):
            raise Unanswered(f"{method} {path} answered something else than an object.")
        return told


def _question(package: Package) -> dict[str, Any]:
    return {"package": {"ecosystem": package.ecosystem, "name": package.name}, "version": package.version}


def _mended_in(told: dict[str, Any], package: Package) -> Iterator[str]:
    for affected in told.get("affected", ()):
        named = affected.get("package", {})
        if named.get("ecosystem") == package.ecosystem and _plain(named.get("name", "")) == _plain(package.name):
            for span in affected.get("ranges", ()):
                yield from (event["fixed"] for event in span.get("events", ()) if "fixed" in event)


def _plain(name: str) -> str:
    """Advisories write PyPI's names as their authors do (Jinja2), lock files as PEP 503 does."""
    return re.sub(r"[-_.]+", "-", name).lower()
