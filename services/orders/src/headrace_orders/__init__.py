"""Customer orders, matching to factories, promise dates."""
