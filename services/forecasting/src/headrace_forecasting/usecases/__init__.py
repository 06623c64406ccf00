"""Use cases of the forecasting service: one transaction each."""
