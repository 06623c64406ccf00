"""Alembic revisions of the mrp service."""
