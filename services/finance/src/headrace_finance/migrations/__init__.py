"""Migrations of the finance database."""
