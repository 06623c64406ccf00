"""PLT-1, PLT-5, PLT-8, PLT-9: what must hold for every service alike: its migrations, its lists, what it stores."""

from __future__ import annotations

import ast
import inspect
from textwrap import dedent

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from headrace_chassis.database import engine_of
from headrace_chassis.forms import forms_of
from headrace_chassis.forms.__main__ import is_fresh, wrong_with
from headrace_chassis.service import Service
from headrace_testkit.databases import migrated_database

from .services import NAMES, document, service_named


@pytest.fixture(params=NAMES)
def service(request: pytest.FixtureRequest) -> Service:
    return service_named(request.param)


async def test_migrations_make_the_tables_that_the_code_speaks_of(service, postgres):
    if service.store is None:
        return
    async with migrated_database(postgres, service.migrations) as name:
        engine = engine_of(postgres.url(name))
        async with engine.connect() as connection:
            differences = await connection.run_sync(_differences, service)
        await engine.dispose()
    assert differences == []


def _differences(connection, service: Service) -> list:
    mine = set(service.store.tables)
    options = {"include_object": lambda _o, name, kind, *_: kind != "table" or name in mine}
    return compare_metadata(MigrationContext.configure(connection, opts=options), service.store)


def test_lists_have_the_one_shape_that_can_be_paged(service):
    for path, item in document(service)["paths"].items():
        if "get" not in item or path.endswith("}") or path == "/v1/progress":
            continue
        answer = item["get"]["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
        assert answer.get("type") != "array", path


def test_what_is_stored_changes_its_form_with_a_new_number_only(service):
    assert wrong_with(service) == []
    assert is_fresh(service), f"make forms writes down what was added to the forms of {service.name}"


def test_rules_of_what_is_stored_only_judge(service):
    """They are not asked when a body is loaded, so nothing may be made in them."""
    makes = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Call)
    for form in forms_of(service.store).values():
        for kind in form.kinds():
            if rule := vars(kind).get("__post_init__"):
                body = ast.parse(dedent(inspect.getsource(rule)))
                made = [node for node in ast.walk(body) if isinstance(node, makes)]
                assert [node for node in made if _touches_self(node)] == [], kind


def _touches_self(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).endswith("__setattr__")
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]  # type: ignore[attr-defined]
    return any(ast.unparse(target).startswith("self.") for target in targets)
