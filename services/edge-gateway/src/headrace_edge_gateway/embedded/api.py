"""HTTP of the embedded gateway: what to simulate, commands to machines, status."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Header, Request
from pydantic import AfterValidator, BaseModel, Field

from headrace_chassis.language import InWords
from headrace_chassis.loading import Change, Loaded, once
from headrace_chassis.web import Caller, Router
from headrace_chassis.web.bulk import BulkBody
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_contracts.zones import is_zone
from headrace_edge_gateway.embedded.fleet import Fleet
from headrace_edge_gateway.embedded.plants import Plants, PlantsUnknown
from headrace_edge_gateway.embedded.register import Refused, Simulated
from headrace_edge_gateway.simulator.journal import Command
from headrace_edge_gateway.simulator.machine import LONGEST_CYCLE, MOST_PIECES, CommandNotObeyed

router = Router(tags=["edge-gateway"])
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^\S+$")]


def _known_zone(zone: str) -> str:
    if not is_zone(zone):
        raise ValueError(say("edge-gateway.no-zone", zone=zone))
    return zone


class SimulatedRow(BaseModel):
    """`cycle_seconds` is the machine's rated time for a piece, in business time."""

    machine: Name
    plant: Name
    cycle_seconds: float = Field(gt=0.01, le=86_400)
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"


class What(StrEnum):
    RUN_PIECES = "run_pieces"
    FAIL = "fail"
    REPAIR = "repair"
    IDLE = "idle"


class GiveCommand(BaseModel):
    """A machine obeys a command once, told by its `id`; the Idempotency-Key stands in for an id that is not given."""

    command: What
    id: str = ""
    pieces: int = Field(0, ge=0, le=MOST_PIECES)
    cycle_seconds: float | None = Field(None, gt=0, le=LONGEST_CYCLE.total_seconds(), allow_inf_nan=False)
    fail_after: int | None = Field(None, ge=0, le=MOST_PIECES)

    def to_command(self, machine: str, key: str) -> Command:
        name = self.id or key
        if not name:
            raise CommandNotObeyed(say("edge-gateway.command-without-id"))
        return Command(
            command=self.command.value,
            id=f"{machine}/{name}",
            pieces=self.pieces,
            cycle_seconds=self.cycle_seconds,
            fail_after=self.fail_after,
        )


class WorkshopMachineView(BaseModel):
    """What the simulated machine knows of itself: pieces ever made, pieces still to make."""

    machine: str
    state: str
    made: int
    left: int
    counter: int


class MachineView(BaseModel):
    """What the gateway knows of a machine; `total` counts the pieces since it was first read."""

    machine: str
    state: str | None
    total: int
    read_at: datetime | None


class AlarmView(BaseModel):
    name: str
    message: InWords
    since: datetime


class GatewayView(BaseModel):
    """Records `stored` on disk so far, those of them `forwarded`, and those `waiting` for the equipment service."""

    gateway: str
    plant: str
    state: str
    stream: str
    stored: int
    forwarded: int
    waiting: int
    machines: list[MachineView]
    alarms: list[AlarmView]

    @classmethod
    def of(cls, plant: str, status: dict[str, Any]) -> GatewayView:
        fill, alarms = status["buffer"], status["alarms"]
        return cls(
            gateway=status["gateway"],
            plant=plant,
            state="alarm" if alarms else "running" if fill else "starting",
            stream=fill.stream if fill else "",
            stored=fill.last_sequence if fill else 0,
            forwarded=fill.acknowledged if fill else 0,
            waiting=fill.records if fill else 0,
            machines=[MachineView(**machine) for machine in status["machines"]],
            alarms=[AlarmView(name=a.name, message=a.message, since=a.since) for a in alarms],
        )


class StatusView(BaseModel):
    """All gateways of the organisation, and their sums."""

    state: str
    time: datetime
    stored: int
    forwarded: int
    waiting: int
    gateways: list[GatewayView]


@router.put("/machines", may="edge-gateway.machine.change", errors=[PlantsUnknown])
async def put_machines(body: BulkBody[SimulatedRow], request: Request, caller: Caller) -> Loaded:
    """Simulate these machines too, in plants that are registered; when this is answered they obey commands."""
    fleet, loaded = _fleet(request), Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.machine, "machine", loaded)
    plants: Plants = request.app.state.running.state["plants"]
    known = await plants.registered(request.headers["authorization"])
    added = []
    for number, row in rows:
        if row.plant not in known:
            loaded.refuse(number, "plant", say("edge-gateway.no-plant", organisation=caller.tenant, plant=row.plant))
            continue
        asked = Simulated(tenant=caller.tenant, **row.model_dump())
        try:
            fresh = fleet.register.add(asked)
        except Refused as refused:
            loaded.refuse(number, refused.field, refused.why)
            continue
        loaded.count(Change.CREATED if fresh else Change.UNCHANGED)
        added += [asked.site] if fresh else []
    if added:
        fleet.register.keep()
        await fleet.extend(added)
    return loaded


@router.get("/status", may="edge-gateway.machine.read")
async def get_status(request: Request, caller: Caller) -> StatusView:
    fleet = _fleet(request)
    gateways = [GatewayView.of(plant, status) for plant, status in await fleet.status(caller.tenant)]
    alarmed = any(gateway.alarms for gateway in gateways)
    return StatusView(
        state="alarm" if alarmed else "running" if gateways else "idle",
        time=fleet.clock.now(),
        stored=sum(gateway.stored for gateway in gateways),
        forwarded=sum(gateway.forwarded for gateway in gateways),
        waiting=sum(gateway.waiting for gateway in gateways),
        gateways=gateways,
    )


@router.get("/simulator/machines/{machine}", may="edge-gateway.machine.read", errors=[Missing])
async def get_machine(machine: str, request: Request, caller: Caller) -> WorkshopMachineView:
    return WorkshopMachineView(**await _fleet(request).machine(caller.tenant, machine))


@router.post(
    "/simulator/machines/{machine}/commands", may="edge-gateway.machine.command", errors=[Missing, CommandNotObeyed]
)
async def command_machine(
    machine: str,
    body: GiveCommand,
    request: Request,
    caller: Caller,
    idempotency_key: Annotated[str, Header()] = "",
) -> WorkshopMachineView:
    command = body.to_command(machine, idempotency_key)
    return WorkshopMachineView(**await _fleet(request).obey(caller.tenant, machine, command))


def _fleet(request: Request) -> Fleet:
    fleet: Fleet = request.app.state.running.state["fleet"]
    return fleet
