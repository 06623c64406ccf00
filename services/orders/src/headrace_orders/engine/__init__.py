"""What is promised for an order, and how it is matched to factories: pure functions, no I/O."""
