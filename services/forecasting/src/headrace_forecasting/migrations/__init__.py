"""Alembic revisions of the forecasting service."""
