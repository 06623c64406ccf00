"""Tables and every query of the quality service."""
