"""The rules of tracing and of proof."""
