"""Alembic revisions of the mes service."""
