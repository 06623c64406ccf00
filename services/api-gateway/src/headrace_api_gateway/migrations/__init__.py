"""Alembic revisions of the api-gateway."""
