"""What the product service does: one function, one transaction."""
