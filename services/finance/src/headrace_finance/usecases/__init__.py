"""What the finance service does: one function, one transaction."""
