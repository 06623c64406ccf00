"""The rules of equipment: machines, their states and the telemetry that tells of them."""
