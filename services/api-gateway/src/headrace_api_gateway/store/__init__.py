"""Tables and every query of the api-gateway."""
