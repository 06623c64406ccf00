"""The gateway's own pages: health, status for the person on site, and commands to the simulated workshop."""

from __future__ import annotations

from html import escape
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from headrace_contracts.messages import say
from headrace_edge_gateway.figures import exposition
from headrace_edge_gateway.gateway import EdgeGateway
from headrace_edge_gateway.simulator.journal import Command
from headrace_edge_gateway.simulator.machine import CommandRefused
from headrace_edge_gateway.simulator.workshop import UnknownMachine, WorkshopSimulator

LARGEST_COMMAND = 64 << 10
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width"><title>{gateway}</title>
<style>body{{font:16px sans-serif;margin:1em}}td,th{{padding:.3em 1em;text-align:left}}
.alarm{{color:#b00}}</style>
<h1>{gateway}</h1><p>{time}</p>{alarms}
<table><tr><th>Machine<th>State<th>Pieces<th>Last read</tr>{machines}</table>
<p>{waiting} records wait for the server.</p></html>"""


def create_app(gateway: EdgeGateway) -> Starlette:
    """The local web application of a gateway."""
    pages = LocalPages(gateway)
    return Starlette(
        routes=[
            Route("/", pages.page),
            Route("/livez", pages.livez),
            Route("/readyz", pages.readyz),
            Route("/metrics", pages.metrics),
            Route("/v1/status", pages.status),
            Route("/v1/simulator/machines", pages.simulated_machines),
            Route("/v1/simulator/machines/{machine}", pages.simulated_machine),
            Route("/v1/simulator/machines/{machine}/commands", pages.command, methods=["POST"]),
        ],
        exception_handlers={
            UnknownMachine: _not_found,
            CommandRefused: _refused,
            NoSimulator: _not_found,
            NotYetCounting: _not_yet,
            TooLarge: _too_large,
        },
    )


class NoSimulator(LookupError):
    """This gateway reads real machines."""


class NotYetCounting(RuntimeError):
    """Pieces that are ordered now would not be counted."""


class TooLarge(ValueError):
    """The request is no command: it has no end."""


class LocalPages:
    def __init__(self, gateway: EdgeGateway) -> None:
        self._gateway = gateway

    async def livez(self, _request: Request) -> Response:
        return _json({"status": "alive"})

    async def readyz(self, _request: Request) -> Response:
        """Ready means started with no alarm standing that keeps records from being accepted."""
        blocked = [alarm for alarm in self._gateway.alarms.standing if alarm.name == "buffer"]
        ready = self._gateway.started.is_set() and not blocked
        return _json({"status": "ready" if ready else "not ready", "alarms": blocked}, 200 if ready else 503)

    async def metrics(self, _request: Request) -> Response:
        text = exposition(self._gateway.config.gateway, await self._gateway.figures())
        return Response(text, media_type="text/plain; version=0.0.4")

    async def status(self, _request: Request) -> Response:
        return _json(await self._gateway.status())

    async def page(self, _request: Request) -> Response:
        status = await self._gateway.status()
        return HTMLResponse(
            PAGE.format(
                gateway=escape(status["gateway"]),
                time=status["time"].isoformat(timespec="seconds"),
                alarms="".join(f"<p class=alarm>{escape(each.message)}</p>" for each in status["alarms"]),
                machines="".join(_row(each) for each in status["machines"]),
                waiting=status["buffer"].records if status["buffer"] else 0,
            )
        )

    async def simulated_machines(self, _request: Request) -> Response:
        workshop = self._workshop()
        return _json([workshop.status(name) for name in workshop.machines])

    async def simulated_machine(self, request: Request) -> Response:
        return _json(self._workshop().status(request.path_params["machine"]))

    async def command(self, request: Request) -> Response:
        """Obey a command once (told by its id) and answer with the machine's status."""
        machine = request.path_params["machine"]
        try:
            command = msgspec.json.decode(await _body(request), type=Command)
        except msgspec.DecodeError as error:
            raise CommandRefused(say("edge-gateway.command-unreadable", error=str(error))) from error
        workshop = self._workshop()
        if not self._gateway.counts_all:
            raise NotYetCounting("not every machine was read yet: try again in a moment")
        workshop.obey(machine, command)
        return _json(workshop.status(machine))

    def _workshop(self) -> WorkshopSimulator:
        if self._gateway.workshop is None:
            raise NoSimulator("this gateway has no simulated workshop: add [simulator] to its configuration")
        return self._gateway.workshop


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_COMMAND:
            raise TooLarge(f"a command has at most {LARGEST_COMMAND:,} bytes")
    return body


def _row(machine: dict[str, Any]) -> str:
    cells = (
        machine["machine"],
        machine["state"] or "unknown",
        machine["total"],
        machine["read_at"] or "never",
    )
    return "<tr>" + "".join(f"<td>{escape(str(cell))}" for cell in cells) + "</tr>"


def _json(body: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status, media_type="application/json")


async def _not_found(_request: Request, error: Exception) -> Response:
    return _problem(404, "not-found", error)


async def _not_yet(_request: Request, error: Exception) -> Response:
    return _problem(503, "not-yet", error)


async def _too_large(_request: Request, error: Exception) -> Response:
    return _problem(413, "too-large", error)


async def _refused(_request: Request, error: Exception) -> Response:
    return _problem(422, "command-refused", error)


def _problem(status: int, kind: str, error: Exception) -> Response:
    body = {
        "type": f"urn:headrace:edge-gateway:{kind}",
        "title": kind,
        "status": status,
        "detail": str(error),
    }
    return Response(msgspec.json.encode(body), status, media_type="application/problem+json")
