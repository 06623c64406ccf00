"""What the equipment service does: one function, one transaction."""
