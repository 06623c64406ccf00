"""Grafana dashboards described in Python; `make.py` writes them as JSON."""
