"""HTTP of the equipment service: requests and responses; no rules."""
