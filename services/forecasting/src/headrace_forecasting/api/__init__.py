"""HTTP of the forecasting service: requests and responses; no rules."""
