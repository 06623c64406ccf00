"""What the control tower does: one function, one transaction."""
