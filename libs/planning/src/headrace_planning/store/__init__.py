"""The facts of planning and promising as read models: tables of the service that keeps them, and every query."""
