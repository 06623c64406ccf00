"""What is done with the books."""
