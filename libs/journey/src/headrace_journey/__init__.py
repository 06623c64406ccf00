"""Worlds, importers and the journey of one order through the whole chain."""
