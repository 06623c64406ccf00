"""Suppliers, prices, purchase orders, delivery notes."""
