"""Alembic over asyncpg: the chassis' own tables first, then the service's; forward only.

`python -m headrace_chassis.migrations SERVICE "what changes"` writes a new revision from the difference between the
service's tables and its migrations.
"""

from headrace_chassis.migrations.filling import number_in_any_writing, rows_of_all
from headrace_chassis.migrations.indexes import build_index, key_by_tenant
from headrace_chassis.migrations.revisions import NewerDatabase, OlderDatabase, check
from headrace_chassis.migrations.runner import migrate
from headrace_chassis.migrations.tenancy import append_only, append_only_rows, tenant_rows

__all__ = [
    "NewerDatabase",
    "OlderDatabase",
    "append_only",
    "append_only_rows",
    "build_index",
    "check",
    "key_by_tenant",
    "migrate",
    "number_in_any_writing",
    "rows_of_all",
    "tenant_rows",
]
