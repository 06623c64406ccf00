"""Genealogy and tamper-evident proof."""
