"""Which model fits a series best: models, tried on the past, and how far off they were."""
