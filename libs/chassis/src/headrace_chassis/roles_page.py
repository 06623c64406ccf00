"""docs/roles.md, made from the code: `python -m headrace_chassis.roles_page > docs/roles.md`."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points

from headrace_chassis.service import Service
from headrace_chassis.web.router import Rules

HEAD = """# What each role may do

Made from the code by `python -m headrace_chassis.roles_page`: the rules of every route, as the services check them.
`admin` of an organisation may do what any role of it may. *anybody* needs no token; *everybody* any valid one; *the
platform* is for the platform's own people only. Whose rows somebody sees and changes is another question: those of the
organisation in the token, and what partners share. What a role is for, and that too, stands in
[security.md](security.md). Every service with a database also has the platform's own routes: dead letters, event log,
replays, examination; one with long work has its jobs.
"""
TABLE = "| who | reads | does |\n|---|---|---|\n"


def page(services: Iterable[Service]) -> str:
    ordered = sorted(services, key=lambda one: one.name)
    return "\n".join([HEAD, *(f"## {service.name}\n{TABLE}{''.join(_rows(service))}" for service in ordered)])


def roles(services: Iterable[Service]) -> set[str]:
    """All that any route asks for."""
    return {role for service in services for _, _, rules in _routes(service) for role in rules.allow}


def _rows(service: Service) -> Iterator[str]:
    reads, deeds = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for method, name, rules in _routes(service):
        (reads if method == "GET" else deeds)[_who(rules)].append(name)
    for who in sorted({*reads, *deeds}):
        yield f"| {who} | {_listed(reads[who])} | {_listed(deeds[who])} |\n"


def _routes(service: Service) -> Iterator[tuple[str, str, Rules]]:
    for router in service.api:
        for route in router.routes:
            endpoint = route.endpoint  # type: ignore[attr-defined]
            for method in route.methods:  # type: ignore[attr-defined]
                yield method, endpoint.__name__, endpoint.__rules__


def _who(rules: Rules) -> str:
    if rules.public:
        return "*anybody*"
    if rules.platform:
        return "*the platform*"
    return ", ".join(sorted(rules.allow)) or "*everybody*"


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "–"


def installed() -> list[Service]:
    return [entry.load() for entry in entry_points(group="headrace.services")]


if __name__ == "__main__":
    sys.stdout.write(page(installed()))
