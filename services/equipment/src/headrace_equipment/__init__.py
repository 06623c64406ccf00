"""Machines, their states, counts and OEE."""
