"""Tables and every query of the mes service."""
