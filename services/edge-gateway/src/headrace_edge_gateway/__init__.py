"""Runs in the factory: reads machines, stores, forwards."""
