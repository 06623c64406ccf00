"""HTTP of the finance service: requests and responses; no rules."""
