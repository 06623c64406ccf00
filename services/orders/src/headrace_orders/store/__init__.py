"""Tables and every query of the orders service."""
