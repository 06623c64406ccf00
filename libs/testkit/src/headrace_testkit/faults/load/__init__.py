"""People at work while things break."""
