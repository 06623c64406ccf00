"""Tables and every query of the mrp service."""
