"""Alembic revisions of the finance service."""
