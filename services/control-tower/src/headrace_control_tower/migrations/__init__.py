"""Alembic revisions of the control tower."""
