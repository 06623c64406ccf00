"""Tables and every query of the forecasting service."""
