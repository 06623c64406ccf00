"""HTTP of the orders service: requests and responses; no rules."""
