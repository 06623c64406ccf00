"""Alembic revisions of the logistics service."""
