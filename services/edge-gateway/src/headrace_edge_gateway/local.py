"""The gateway's own pages: health, status for the person on site, and commands to the simulated workshop."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from headrace_contracts.errors import RuleBroken, slug, title
from headrace_contracts.messages import Language, in_words, say
from headrace_contracts.messages.accepted import of_headers
from headrace_edge_gateway.alarms import Alarm
from headrace_edge_gateway.figures import exposition
from headrace_edge_gateway.gateway import EdgeGateway
from headrace_edge_gateway.page import page
from headrace_edge_gateway.simulator.journal import Command
from headrace_edge_gateway.simulator.machine import CommandNotObeyed
from headrace_edge_gateway.simulator.workshop import WorkshopSimulator

LARGEST_COMMAND = 64 << 10


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
        exception_handlers={RuleBroken: _problem},
    )


class NoSimulator(RuleBroken):
    """This gateway reads real machines."""

    status = 404


class NotYetCounting(RuleBroken):
    """Pieces that are ordered now would not be counted."""

    status = 503


class TooLarge(RuleBroken):
    """The request is no command: it has no end."""

    status = 413


class LocalPages:
    def __init__(self, gateway: EdgeGateway) -> None:
        self._gateway = gateway

    async def livez(self, _request: Request) -> Response:
        return _json({"status": "alive"})

    async def readyz(self, request: Request) -> Response:
        """Ready means started with no alarm standing that keeps records from being accepted."""
        blocked = [alarm for alarm in self._gateway.alarms.standing if alarm.name == "buffer"]
        ready = self._gateway.started.is_set() and not blocked
        language = of_headers(request.headers.raw)
        told = {"status": "ready" if ready else "not ready", "alarms": _in_words(blocked, language)}
        return _json(told, 200 if ready else 503, _spoken(language))

    async def metrics(self, _request: Request) -> Response:
        text = exposition(self._gateway.config.gateway, await self._gateway.figures())
        return Response(text, media_type="text/plain; version=0.0.4")

    async def status(self, request: Request) -> Response:
        status, language = await self._gateway.status(), of_headers(request.headers.raw)
        return _json(status | {"alarms": _in_words(status["alarms"], language)}, headers=_spoken(language))

    async def page(self, request: Request) -> Response:
        language = of_headers(request.headers.raw)
        return HTMLResponse(page(await self._gateway.status(), language), headers=_spoken(language))

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
            raise CommandNotObeyed(say("edge-gateway.command-unreadable", error=str(error))) from error
        workshop = self._workshop()
        if not self._gateway.counts_all:
            raise NotYetCounting(say("edge-gateway.not-yet-counting"))
        workshop.obey(machine, command)
        return _json(workshop.status(machine))

    def _workshop(self) -> WorkshopSimulator:
        if self._gateway.workshop is None:
            raise NoSimulator(say("edge-gateway.no-simulator"))
        return self._gateway.workshop


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_COMMAND:
            raise TooLarge(say("edge-gateway.too-large", most=LARGEST_COMMAND))
    return body


def _in_words(alarms: Iterable[Alarm], language: Language) -> list[dict[str, object]]:
    return [{"name": one.name, "message": in_words(one.message, language), "since": one.since} for one in alarms]


def _json(body: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(body), status, headers, media_type="application/json")


def _spoken(language: Language) -> dict[str, str]:
    return {"Content-Language": language, "Vary": "Accept-Language"}


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, RuleBroken)
    kind, language = type(error), of_headers(request.headers.raw)
    body = {
        "type": f"urn:headrace:edge-gateway:{slug(kind)}",
        "title": in_words(title(kind), language),
        "status": kind.status,
        "detail": in_words(error.detail, language),
    }
    content = msgspec.json.encode(body)
    return Response(content, kind.status, _spoken(language), media_type="application/problem+json")
