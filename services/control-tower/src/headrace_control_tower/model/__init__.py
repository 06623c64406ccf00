"""The rules of the control tower: exceptions, timelines, journeys."""
