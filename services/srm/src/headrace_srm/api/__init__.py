"""HTTP of the srm service."""
