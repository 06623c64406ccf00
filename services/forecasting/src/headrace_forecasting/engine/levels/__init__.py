"""Items, families and the company: forecasts of all levels that add up."""
