"""Who takes part: organisations, their plants, their people."""
