"""HTTP of the traceability service: requests and responses; no rules."""
