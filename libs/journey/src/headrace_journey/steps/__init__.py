"""The steps of the journey, in their order."""
