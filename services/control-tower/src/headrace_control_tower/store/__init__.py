"""Tables and every query of the control tower."""
