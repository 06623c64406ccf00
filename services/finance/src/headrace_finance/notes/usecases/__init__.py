"""What is done with notes."""
