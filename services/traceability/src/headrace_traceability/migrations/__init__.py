"""Alembic revisions of the traceability service."""
