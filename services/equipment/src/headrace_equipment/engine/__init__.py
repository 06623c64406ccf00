"""Key figures of equipment, as pure functions."""
