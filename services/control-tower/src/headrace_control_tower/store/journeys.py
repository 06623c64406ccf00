"""Journeys."""

from __future__ import annotations

from headrace_chassis.documents import Documents
from headrace_control_tower.model.journey import Journey
from headrace_control_tower.store.tables import journey

journeys = Documents("journey", Journey, journey, columns=lambda j: {"state": j.state.value})
