"""The rules at the machine: what a count, a state and a measure mean. No I/O, no clock."""
