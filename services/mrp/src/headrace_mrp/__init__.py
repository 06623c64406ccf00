"""Net requirements, proposals, pegging."""
