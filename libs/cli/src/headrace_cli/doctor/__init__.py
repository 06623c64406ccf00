"""`headrace doctor`: what runs on what, how it fares, and what to do about what is wrong."""
