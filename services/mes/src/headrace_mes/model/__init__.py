"""The rules of manufacturing execution: work orders, operations, capacity, genealogy."""
