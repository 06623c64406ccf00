"""What is done with stock as such."""
