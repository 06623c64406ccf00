class PostgresUnusable(Exception):
    """PostgreSQL cannot be used as asked; the message says why and how to mend it."""


class DataDirectoryInUse(PostgresUnusable):
    """Another process supervises this data directory."""


class ForeignDataDirectory(PostgresUnusable):
    """The files belong to another user of this machine."""


class NoUnprivilegedUser(PostgresUnusable):
    """We are root, PostgreSQL refuses root, and no way to become someone else works here."""


class PostgresNotStarted(PostgresUnusable):
    """The server did not come up, or is not running."""


class ForeignDatabase(PostgresUnusable):
    """A database of that name exists and belongs to another role."""


class RoleTooPowerful(PostgresUnusable):
    """A role that must obey row-level security could get round it."""
