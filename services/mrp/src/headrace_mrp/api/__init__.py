"""HTTP of the mrp service: requests and responses; no rules."""
