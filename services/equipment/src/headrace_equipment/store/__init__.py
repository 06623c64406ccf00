"""Tables and every query of the equipment service."""
