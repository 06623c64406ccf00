"""What the gateway does itself: one function, one transaction."""
