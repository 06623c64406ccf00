"""What the services share: the events of proto/ as plain Python, and the value types."""
