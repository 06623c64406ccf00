"""What the traceability service does: one function, one transaction."""
