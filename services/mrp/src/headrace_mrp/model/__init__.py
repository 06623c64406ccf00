"""The words of planning: what is planned, what is asked for, what is there, and what is proposed."""
