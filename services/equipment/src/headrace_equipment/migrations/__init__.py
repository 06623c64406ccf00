"""Alembic revisions of the equipment service."""
