"""Services behind HTTP, each as an ASGI application: to the door they are like those in its own process."""

from headrace_api_gateway.upstream.service import RemoteService
from headrace_api_gateway.upstream.session import Session, session_kept

__all__ = ["RemoteService", "Session", "session_kept"]
