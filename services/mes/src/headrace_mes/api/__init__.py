"""HTTP of the mes service: requests and responses; no rules."""
