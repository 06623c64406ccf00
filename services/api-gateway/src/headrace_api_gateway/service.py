"""The api-gateway on one page."""

from starlette.types import ASGIApp

from headrace_api_gateway import door, live
from headrace_api_gateway.api import clock, parties, roles, session, stream
from headrace_api_gateway.sessions import Ended, ended_sessions_known
from headrace_api_gateway.store import measures
from headrace_api_gateway.store.tables import metadata
from headrace_api_gateway.upstream import Session, session_kept
from headrace_chassis.measures import Measure
from headrace_chassis.runtime import Running
from headrace_chassis.service import Service


def _front(running: Running, own: ASGIApp) -> ASGIApp:
    running.state["hub"] = live.Hub(running.runtime.bus)
    running.state["session"] = Session()
    running.state["ended"] = Ended()
    return door.open_door(running, own)


service = Service(
    name="api-gateway",
    title="The front door: who takes part, sessions, live events, all services under one address",
    api=[parties.router, roles.router, session.router, clock.router, stream.router],
    measures=[
        Measure("gateway_organisations", "Organisations that take part", measures.organisations),
    ],
    store=metadata,
    migrations="headrace_api_gateway.migrations",
    background=[live.follow_everything, live.end_streams_when_leaving, session_kept, ended_sessions_known],
    wrap=_front,
)
