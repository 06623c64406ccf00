"""The rules of product data."""
