"""The event log: append in the business transaction, read settled events in order, hear each once."""
