"""The rules of customer orders."""
