"""HTTP of the quality service: requests and responses; no rules."""
