"""PLT-5: docs/roles.md is what the code says, every route says its permission, and docs/security.md says what each
role is for."""

from __future__ import annotations

import re
from pathlib import Path

from headrace_chassis.roles_page import installed, page, permissions, roles
from headrace_contracts.permissions import PERMISSIONS

DOCS = Path(__file__).parents[1] / "docs"
EVERYTHING = "admin"
OF_NO_ROUTE = {"orders.side.buy", "orders.side.sell"}
FOR_WHOEVER_LOGGED_IN = {"who_am_i", "log_out", "stream"}


def test_the_page_is_what_the_code_says():
    made = page(installed())
    assert (DOCS / "roles.md").read_text() == made, "run: python -m headrace_chassis.roles_page > docs/roles.md"


def test_every_permission_is_taken_and_every_one_that_is_taken_is_in_the_table():
    assert permissions(installed()) | OF_NO_ROUTE == set(PERMISSIONS)


def test_every_route_says_its_permission_but_those_of_a_session():
    rules = {
        route.endpoint.__name__: route.endpoint.__rules__
        for service in installed()
        for router in service.api
        for route in router.routes
    }
    open_ones = {name for name, one in rules.items() if not (one.may or one.public or one.platform)}
    assert open_ones == FOR_WHOEVER_LOGGED_IN


def test_each_role_is_told_what_it_is_for():
    part = (DOCS / "security.md").read_text().partition("## Who may do what")[2].partition("\n## ")[0]
    told = [role for row in re.findall(r"^\| (`.+?) \|", part, re.MULTILINE) for role in re.findall(r"`([\w-]+)`", row)]
    assert sorted(told) == sorted({*roles(), EVERYTHING})
