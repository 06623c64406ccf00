"""HTTP of the control tower: requests and responses; no rules."""
