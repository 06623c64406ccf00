"""Notes, offers of them, and every query of them."""
