"""HTTP of the gateway itself; everything else is passed on by door.py."""
