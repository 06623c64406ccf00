from headrace_chassis.postgres.embedded import EmbeddedPostgres
from headrace_chassis.postgres.errors import (
    DataDirectoryInUse,
    ForeignDatabase,
    ForeignDataDirectory,
    NoUnprivilegedUser,
    PostgresNotStarted,
    PostgresUnusable,
    RoleTooPowerful,
)
from headrace_chassis.postgres.provision import ensure_database

__all__ = [
    "DataDirectoryInUse",
    "EmbeddedPostgres",
    "ForeignDataDirectory",
    "ForeignDatabase",
    "NoUnprivilegedUser",
    "PostgresNotStarted",
    "PostgresUnusable",
    "RoleTooPowerful",
    "ensure_database",
]
