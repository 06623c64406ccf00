"""`make bench`: the event log's figures beside the plain thing a user would otherwise write, in the same run."""
