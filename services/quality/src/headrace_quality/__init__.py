"""Inspections and sampling plans."""
