"""Tables and every query of the finance service."""
