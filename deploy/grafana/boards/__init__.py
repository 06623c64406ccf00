"""Grafana dashboards described in Python. `make dashboards` writes them as JSON."""
