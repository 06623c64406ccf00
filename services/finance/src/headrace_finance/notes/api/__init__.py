"""Notes and offers of them over HTTP."""
