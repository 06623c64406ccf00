"""Tables and queries of the finance service."""
