"""Alembic revisions of the product service."""
