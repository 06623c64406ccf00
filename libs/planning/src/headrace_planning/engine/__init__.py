"""Netting, pegging and timing of a plan on arrays; `plan.plan` is the door."""
