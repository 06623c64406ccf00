"""HTTP of the logistics service: requests and responses; no rules."""
