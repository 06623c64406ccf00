"""Alembic revisions of the orders service."""
