"""Exceptions and the record of journeys."""
