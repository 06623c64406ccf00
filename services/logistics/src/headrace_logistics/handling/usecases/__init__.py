"""What is done with stock that was taken in."""
