"""What the srm service does: one function, one transaction."""
