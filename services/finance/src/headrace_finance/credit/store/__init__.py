"""Credit lines and proposals, and every query of them."""
