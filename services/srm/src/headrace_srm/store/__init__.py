"""Tables and every query of the srm service."""
