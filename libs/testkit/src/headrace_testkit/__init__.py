"""Fixtures for tests of Headrace services."""
