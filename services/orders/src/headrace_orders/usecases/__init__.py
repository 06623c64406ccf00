"""What the orders service does: one function, one transaction."""
