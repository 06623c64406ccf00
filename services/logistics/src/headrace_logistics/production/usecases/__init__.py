"""What is done with material and with what was made."""
