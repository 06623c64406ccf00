"""What was sold: the history of each series, without what was not demand, and of what kind it is."""
