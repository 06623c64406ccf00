"""Tables and every query of the product service."""
