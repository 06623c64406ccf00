"""Saving a whole platform at one moment, and bringing it back elsewhere. docs/decisions/0010 says why it is right."""
