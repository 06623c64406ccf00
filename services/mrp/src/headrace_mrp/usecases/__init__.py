"""What the mrp service does: one function, one transaction."""
