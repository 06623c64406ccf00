"""Simulated workshops inside the platform's own process: needs the `embedded` extra."""
