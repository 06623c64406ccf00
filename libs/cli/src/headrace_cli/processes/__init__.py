"""The platform as it runs in production, on one machine: every service its own process, under one supervisor."""

from headrace_cli.processes.platform import Processes, ProcessPlatform, platform

__all__ = ["ProcessPlatform", "Processes", "platform"]
