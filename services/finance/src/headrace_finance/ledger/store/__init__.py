"""The books of all firms."""
