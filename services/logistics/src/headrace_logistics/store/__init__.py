"""Tables and every query of the logistics service."""
