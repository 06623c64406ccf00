"""Alembic revisions of the quality service."""
