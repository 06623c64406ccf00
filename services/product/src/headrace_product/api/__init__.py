"""HTTP of the product service."""
