"""Breaking things on purpose, and finding out whether the promises held."""
