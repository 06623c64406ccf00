"""The facts of a plan and its answers, in the words of the trade."""
