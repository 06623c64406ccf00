"""PLT-5: docs/roles.md is what the code says, and docs/security.md says what each role is for."""

from __future__ import annotations

import re
from pathlib import Path

from headrace_chassis.roles_page import installed, page, roles

DOCS = Path(__file__).parents[1] / "docs"
EVERYTHING = "admin"


def test_the_page_is_what_the_code_says():
    made = page(installed())
    assert (DOCS / "roles.md").read_text() == made, "run: python -m headrace_chassis.roles_page > docs/roles.md"


def test_each_role_is_told_what_it_is_for():
    part = (DOCS / "security.md").read_text().partition("## Who may do what")[2].partition("\n## ")[0]
    told = [role for row in re.findall(r"^\| (`.+?) \|", part, re.MULTILINE) for role in re.findall(r"`([\w-]+)`", row)]
    assert sorted(told) == sorted({*roles(installed()), EVERYTHING})
