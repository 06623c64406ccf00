"""What work orders ask for, are issued and make: tables and every query."""
