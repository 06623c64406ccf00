"""Alembic's entry; the runner hands over the connection."""

from alembic import context

config = context.config
context.configure(
    connection=config.attributes["connection"],
    target_metadata=config.attributes.get("metadata"),
    version_table=config.attributes["version_table"],
    include_object=config.attributes.get("include_object"),
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
