"""Tables and every query of the traceability service."""
