"""Work orders, operations, serials."""
