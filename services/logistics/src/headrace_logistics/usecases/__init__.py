"""What the logistics service does: one function, one transaction."""
