"""EDG-2, EDG-3, EDG-7: the whole gateway in one process, with its simulated workshop and its local pages."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from edge_fakes import Line, ServerInMemory, eventually

from headrace_contracts.messages import Message, say
from headrace_edge_gateway.buffer.store import BufferRefused, Store
from headrace_edge_gateway.clock import Clock, SystemClock
from headrace_edge_gateway.config import Buffer, GatewayConfig, Machine, Server, SimulatedMachine, Simulator, Tag
from headrace_edge_gateway.gateway import EdgeGateway
from headrace_edge_gateway.local import LARGEST_COMMAND, create_app

EVENING = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # half an hour before midnight in Berlin


class FastClock:
    """An hour of business in each second, and a jump when told."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.jumped = timedelta(0)

    def now(self) -> datetime:
        return EVENING + (time.monotonic() - self._began) * timedelta(hours=1) + self.jumped


def config(max_megabytes: int = 64, *, simulated: bool = True) -> GatewayConfig:
    machines = [
        SimulatedMachine(machine="mill", unit_id=1, cycle_seconds=30),
        SimulatedMachine(machine="lathe", unit_id=2, cycle_seconds=30, counter="u16", zeroed_at_midnight=False),
    ]
    return GatewayConfig(
        gateway="g",
        zone="Europe/Berlin",
        server=Server(url="http://unused"),
        simulator=Simulator(machines=machines) if simulated else None,
        buffer=Buffer(max_megabytes=max_megabytes),
        poll_seconds=0.02,
        heartbeat_seconds=3600,
    )


@asynccontextmanager
async def running(
    clock: Clock, server: ServerInMemory, folder: Path, *, simulated: bool = True
) -> AsyncIterator[EdgeGateway]:
    gateway = EdgeGateway(config(simulated=simulated), clock, server, folder)
    run = asyncio.create_task(gateway.run())
    await asyncio.wait({run, asyncio.create_task(gateway.started.wait())}, return_when="FIRST_COMPLETED")
    await eventually(lambda: gateway.counts_all)
    yield gateway
    gateway.stop()
    await run


async def until_made(gateway: EdgeGateway, machine: str, pieces: int) -> None:
    workshop = gateway.workshop
    assert workshop
    await eventually(lambda: workshop.status(machine)["made"] >= pieces)


async def test_each_piece_is_told_once_over_midnight_failure_and_a_jump_of_the_clock(tmp_path: Path) -> None:
    clock, server = FastClock(), ServerInMemory()
    async with running(clock, server, tmp_path) as gateway:
        assert gateway.workshop
        gateway.workshop.run_pieces("mill", 150, command_id="1")
        gateway.workshop.run_pieces("lathe", 60, fail_after=20, command_id="2")
        await eventually(lambda: gateway.machine_status("lathe")["state"] == "abnormal")
        gateway.workshop.repair("lathe", command_id="3")
        await until_made(gateway, "lathe", 40)
        clock.jumped = timedelta(hours=14)
        await until_made(gateway, "mill", 150)
        await eventually(lambda: gateway.machine_status("lathe")["state"] == "idle")
    assert (server.pieces("mill"), server.pieces("lathe")) == (150, 60)
    states = [each.state for each in server.records if each.machine == "lathe" and each.kind == "state"]
    assert [state for state in ("run", "abnormal", "idle") if state not in states] == []


async def test_a_gateway_that_starts_again_goes_on_counting(tmp_path: Path) -> None:
    clock, server = FastClock(), ServerInMemory()
    for command in range(3):
        async with running(clock, server, tmp_path) as gateway:
            assert gateway.workshop
            gateway.workshop.run_pieces("mill", 10, command_id=str(command))
            await until_made(gateway, "mill", 10 * (command + 1))
    assert server.pieces("mill") == 30
    assert len(server.stored) == 1
    assert [each.sequence for each in server.records] == list(range(1, len(server.records) + 1))


def client(gateway: EdgeGateway) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(create_app(gateway)), base_url="http://local")


async def test_the_local_pages_tell_the_status_and_pass_commands_on(tmp_path: Path) -> None:
    async with running(FastClock(), ServerInMemory(), tmp_path) as gateway, client(gateway) as local:
        command = {"id": "1", "command": "run_pieces", "pieces": 5}
        for _ in range(2):
            answer = await local.post("/v1/simulator/machines/mill/commands", json=command)
            assert answer.status_code == 200
        await eventually(lambda: gateway.machine_status("mill")["total"] == 5)
        status = (await local.get("/v1/status")).json()
        assert [(each["machine"], each["total"]) for each in status["machines"]] == [
            ("mill", 5),
            ("lathe", 0),
        ]
        assert (await local.get("/v1/simulator/machines/mill")).json()["made"] == 5
        assert len((await local.get("/v1/simulator/machines")).json()) == 2
        assert "<td>mill" in (await local.get("/")).text
        assert (await local.get("/livez")).status_code == (await local.get("/readyz")).status_code == 200


async def test_the_local_pages_speak_the_language_of_who_asks(tmp_path: Path) -> None:
    path = "/v1/simulator/machines/drill/commands"
    async with running(FastClock(), ServerInMemory(), tmp_path) as gateway, client(gateway) as local:
        gateway.alarms.raise_("machine press", say("edge-gateway.stored-none", first=3, last=7, stored=2), EVENING)
        english = [await local.get("/"), await local.get("/v1/status"), await local.post(path, json={})]
        local.headers["Accept-Language"] = "zh-CN,zh;q=0.9"
        chinese = [await local.get("/"), await local.get("/v1/status"), await local.post(path, json={})]
    words = ["the server stored none of 3..7", "服务器未存入第 3 至 7 条记录"]
    for answers, said, language in zip((english, chinese), words, ("en", "zh"), strict=True):
        assert all(said in answer.text for answer in answers[:2])
        assert {answer.headers["content-language"] for answer in answers} == {language}
        assert {answer.headers["vary"] for answer in answers} == {"Accept-Language"}
    assert "<th>设备<th>状态<th>件数<th>最近读取" in chinese[0].text
    assert "<td>空闲" in chinese[0].text
    assert (english[2].json()["title"], chinese[2].json()["title"]) == (
        "The machine can't do what it was told",
        "设备无法执行该指令",
    )


async def metrics(local: httpx.AsyncClient) -> dict[str, float]:
    lines = (await local.get("/metrics")).text.splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


async def test_prometheus_is_told_what_waits_for_a_server_that_is_out_of_reach(tmp_path: Path) -> None:
    clock, server = FastClock(), ServerInMemory()
    async with running(clock, server, tmp_path) as gateway, client(gateway) as local:
        assert gateway.workshop
        server.cut = True
        gateway.workshop.run_pieces("mill", 5, command_id="1")
        await eventually(lambda: gateway.machine_status("mill")["total"] == 5)
        told = await metrics(local)
        assert told['edge_buffered_records{plant="g"}'] > 0
        assert told['edge_oldest_buffered_seconds{plant="g"}'] > 0
        states = ("run", "idle", "abnormal", "off")
        assert sum(told[f'edge_devices{{plant="g",state="{state}"}}'] for state in states) == 2
        assert told['edge_devices{plant="g",state="silent"}'] == 0
        await gateway.workshop.stop()
        await eventually(lambda: gateway._endpoints[0].is_silent("mill"))
        assert (await metrics(local))['edge_devices{plant="g",state="silent"}'] == 2
        server.cut = False
    assert server.pieces("mill") == 5


async def test_a_command_without_end_is_refused_whether_or_not_it_says_its_length(tmp_path: Path) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * LARGEST_COMMAND

    async with running(FastClock(), ServerInMemory(), tmp_path) as gateway, client(gateway) as local:
        for content in (b" " * (LARGEST_COMMAND + 1), parts()):
            answer = await local.post("/v1/simulator/machines/mill/commands", content=content)
            assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


async def test_bad_commands_get_a_problem_and_change_nothing(tmp_path: Path) -> None:
    async with running(FastClock(), ServerInMemory(), tmp_path) as gateway, client(gateway) as local:
        path = "/v1/simulator/machines/mill/commands"
        for body in (
            {},
            {"id": "1", "command": "explode"},
            {"id": "1", "command": "run_pieces", "pieces": -3},
        ):
            answer = await local.post(path, json=body)
            assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
        unknown = await local.post(path.replace("mill", "drill"), json={"id": "1", "command": "fail"})
        assert unknown.status_code == 404
        assert (await local.get("/v1/simulator/machines/mill")).json()["state"] == "idle"


async def test_a_gateway_of_real_machines_has_no_simulator_pages(tmp_path: Path) -> None:
    gateway_running = running(SystemClock(), ServerInMemory(), tmp_path, simulated=False)
    async with gateway_running as gateway, client(gateway) as local:
        assert (await local.get("/v1/simulator/machines")).status_code == 404


async def test_no_pieces_are_ordered_before_the_first_count_is_on_disk(tmp_path: Path, monkeypatch) -> None:
    """Killed between the two, the gateway would begin to count at what was made by then."""
    monkeypatch.setattr(Store, "append", refuse)
    gateway = EdgeGateway(config(), FastClock(), ServerInMemory(), tmp_path)
    async with asyncio.TaskGroup() as tasks, client(gateway) as local:
        tasks.create_task(gateway.run())
        await gateway.started.wait()
        command = {"id": "1", "command": "run_pieces", "pieces": 5}
        path = "/v1/simulator/machines/mill/commands"
        assert (await local.post(path, json=command)).status_code == 503
        monkeypatch.undo()
        await eventually(lambda: gateway.counts_all)
        assert (await local.post(path, json=command)).status_code == 200
        await eventually(lambda: gateway.machine_status("mill")["total"] == 5)
        gateway.stop()


def refuse(*_: object) -> int:
    raise BufferRefused("no room")


async def test_a_full_buffer_raises_an_alarm_and_the_pieces_are_told_later(tmp_path: Path) -> None:
    clock, server = FastClock(), ServerInMemory()
    server.cut = True
    async with running(clock, server, tmp_path) as gateway, client(gateway) as local:
        assert gateway.workshop
        assert gateway._buffer
        gateway._buffer._store._db.execute("PRAGMA max_page_count=1")
        filler = await asyncio.gather(gateway._buffer.append([b"x" * 40_000], {}), return_exceptions=True)
        assert isinstance(filler[0], Exception)
        gateway.workshop.run_pieces("mill", 2000, command_id="1")
        clock.jumped = timedelta(hours=12)
        await asyncio.sleep(0.3)
        gateway._buffer._store._db.execute("PRAGMA max_page_count=100000")
        await until_made(gateway, "mill", 1000)
        gateway.workshop.idle("mill", command_id="2")
        made = gateway.workshop.status("mill")["made"]
        await eventually(lambda: gateway.machine_status("mill")["total"] == made)
        assert (await local.get("/readyz")).status_code == 200
        server.cut = False
    assert server.pieces("mill") == made


def press(port: int) -> Machine:
    bits = [Tag(tag=role, role=role, register=0, type="bit", bit=bit) for bit, role in enumerate(("run", "fault"))]
    return Machine(machine="press", port=port, tags=[*bits, Tag(tag="strokes", role="counter", register=1, type="u16")])


async def test_a_step_back_of_a_counter_is_an_alarm_and_no_pieces_until_it_counts_on(tmp_path: Path) -> None:
    line, server = Line(), ServerInMemory()
    line.registers[1, 1] = 109
    async with await asyncio.start_server(line.serve, "127.0.0.1", 0) as device:
        port = device.sockets[0].getsockname()[1]
        asked = GatewayConfig(
            gateway="g", zone="UTC", server=Server(url="http://unused"), machines=[press(port)], poll_seconds=0.01
        )
        gateway = EdgeGateway(asked, SystemClock(), server, tmp_path)
        run = asyncio.create_task(gateway.run())
        await gateway.started.wait()
        line.registers[1, 1] = 107
        await eventually(lambda: [each.name for each in gateway.alarms.standing] == ["count press"])
        assert "109 -> 107" in str(gateway.alarms.standing[0].message)
        line.registers[1, 1] = 108
        await eventually(lambda: not gateway.alarms.standing)
        gateway.stop()
        await run
    counts = [(each.delta, each.total, each.quality) for each in server.records if each.kind == "count"]
    assert counts == [(0, 0, "good"), (0, 0, "uncertain"), (1, 1, "good")]
    (why,) = [each for each in server.records if each.reason]
    assert why.reason_said
    assert Message.read(why.reason_said).code == "edge-gateway.step-back"
    assert str(Message.read(why.reason_said)) == why.reason
