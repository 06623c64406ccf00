"""One service as a process of its own: settings from the environment, its HTTP server, a stop that loses nothing."""

from headrace_chassis.serving.process import keep_what_is_loaded, migrate_service, named_service, run, serve
from headrace_chassis.serving.server import Server
from headrace_chassis.serving.settings import Settings, SettingsWrong

__all__ = [
    "Server",
    "Settings",
    "SettingsWrong",
    "keep_what_is_loaded",
    "migrate_service",
    "named_service",
    "run",
    "serve",
]
