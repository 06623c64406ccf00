"""docs/roles.md, made from the code: `python -m headrace_chassis.roles_page > docs/roles.md`."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points

from headrace_chassis.service import Service
from headrace_chassis.web.router import Rules
from headrace_contracts.permissions import PERMISSIONS, holders

HEAD = """# What each role may do

Made from the code by `python -m headrace_chassis.roles_page`: the permission that every route takes, as the services
check it, and the roles that have it. `admin` of an organisation has every permission. *anybody* needs no token;
*everybody* any valid one; *the platform* is for the platform's own people only. Whose rows somebody sees and changes is
another question: those of the organisation in the token, and what partners share. What a role is for, and that too,
stands in [security.md](security.md). Every service with a database also has the platform's own routes: dead letters,
event log, replays, examination; one with long work has its jobs.
"""
TABLE = "| permission | who has it | what it is for |\n|---|---|---|\n"
WITHOUT = "–"


def page(services: Iterable[Service]) -> str:
    ordered = sorted(services, key=lambda one: one.name)
    return "\n".join([HEAD, *(f"## {service.name}\n{TABLE}{''.join(_rows(service))}" for service in ordered)])


def roles() -> set[str]:
    """All that have a permission of their own."""
    return {role for permission in PERMISSIONS for role in holders(permission)}


def permissions(services: Iterable[Service]) -> set[str]:
    """All that any route or job takes."""
    taken = {rules.may for service in services for _, rules in _routes(service)}
    return {*taken, *(job.may for service in services for job in service.jobs)} - {""}


def _rows(service: Service) -> Iterator[str]:
    uses = defaultdict[tuple[str, str], list[str]](list)
    for name, rules in _routes(service):
        uses[f"`{rules.may}`" if rules.may else WITHOUT, _who(rules)].append(name)
    for (permission, who), names in sorted(uses.items()):
        yield f"| {permission} | {who} | {', '.join(f'`{name}`' for name in sorted(names))} |\n"


def _routes(service: Service) -> Iterator[tuple[str, Rules]]:
    for router in service.api:
        for route in router.routes:
            endpoint = route.endpoint  # type: ignore[attr-defined]
            yield endpoint.__name__, endpoint.__rules__


def _who(rules: Rules) -> str:
    if rules.public:
        return "*anybody*"
    if rules.platform:
        return "*the platform*"
    return ", ".join(sorted(holders(rules.may))) if rules.may and holders(rules.may) else "*everybody*"


def installed() -> list[Service]:
    return [entry.load() for entry in entry_points(group="headrace.services")]


if __name__ == "__main__":
    sys.stdout.write(page(installed()))
