"""The front door: identity, routing, live push, the console."""
