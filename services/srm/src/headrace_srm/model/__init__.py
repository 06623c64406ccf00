"""The rules of buying from suppliers."""
