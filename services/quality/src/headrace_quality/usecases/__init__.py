"""What the quality service does: one function, one transaction."""
