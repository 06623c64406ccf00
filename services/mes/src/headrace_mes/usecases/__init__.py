"""What the mes service does: one function, one transaction."""
