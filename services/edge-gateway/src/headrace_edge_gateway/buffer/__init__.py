"""What the gateway has accepted and the server has not yet acknowledged, on disk."""
