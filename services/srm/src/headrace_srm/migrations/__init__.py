"""Alembic revisions of the srm service."""
