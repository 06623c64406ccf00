from __future__ import annotations

import asyncio
import secrets
import signal
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from headrace_chassis.postgres.process import run, tied_to_us
from headrace_testkit.kafka import jars
from headrace_testkit.kafka.certificates import Certificates
from headrace_testkit.kafka.errors import KafkaNotStarted
from headrace_testkit.kafka.settings import (
    HOST,
    LOGGING,
    PASSWORD,
    SCRAM,
    USER,
    Listeners,
    server_properties,
)
from headrace_testkit.kafka.tools import java

HEAP = "-Xmx512m"
START_LIMIT = 240.0
STOP_PATIENCE = 30.0


class KafkaBroker:
    """One node in KRaft mode, and what may happen to it.

    `home` keeps the jars (fetched the first time) and, unless `data` names another folder, the events. It keeps its
    ports over restarts. With `secured` it also listens for TLS and SASL; user and password are in the package. Each
    listener of `proxied` is announced under the port given with it, at which a proxy stands.
    """

    def __init__(
        self,
        home: Path,
        *,
        data: Path | None = None,
        port: int = 0,
        secured: bool = False,
        proxied: Mapping[str, int] | None = None,
    ) -> None:
        self.home = home.absolute()
        self.data = (data or home / "data").absolute()
        self.settings = self.data.with_name(f"{self.data.name}.settings")
        self.log = self.settings / "kafka.log"
        self.listeners = Listeners.chosen(port, secured=secured, proxied=proxied or {})
        self.certificates = Certificates(self.settings / "certificates") if secured else None
        self._process: asyncio.subprocess.Process | None = None

    @property
    def bootstrap(self) -> str:
        return self.listeners.address("PLAINTEXT")

    def address(self, listener: str) -> str:
        """Where clients are sent: of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL or a proxied one."""
        return self.listeners.address(listener)

    @property
    def pid(self) -> int:
        return self._running().pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Returns when clients are answered; events of an earlier run in the same folder are there again."""
        if self.alive:
            raise KafkaNotStarted(f"Kafka on {self.bootstrap} was started already")
        program = java()
        libs = await asyncio.to_thread(jars.fetched, self.home)
        self._refuse_taken_ports()
        base = [program, HEAP, "-cp", f"{libs}/*", f"-Dlog4j2.configurationFile={self.settings / 'log4j2.properties'}"]
        await asyncio.to_thread(self._write_settings)
        await self._format(base)
        self._process = await self._spawn([*base, "kafka.Kafka", str(self._properties)])
        try:
            await self._until_ready()
        except BaseException:
            await self.kill()
            raise

    async def stop(self) -> None:
        """As an operator would; one that does not end in time is killed."""
        if not self.alive:
            return
        self.resume()
        self._running().terminate()
        try:
            await asyncio.wait_for(self._running().wait(), STOP_PATIENCE)
        except TimeoutError:
            await self.kill()

    async def kill(self) -> None:
        """kill -9: nothing is said to anybody, nothing is flushed."""
        if self.alive:
            self._running().kill()
            await self._running().wait()

    def pause(self) -> None:
        """It keeps its connections and answers nobody."""
        self._running().send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._running().send_signal(signal.SIGCONT)

    async def until_ended(self) -> int:
        return await self._running().wait()

    async def has_ended(self, within: float) -> bool:
        """By itself, or soon."""
        try:
            await asyncio.wait_for(self._running().wait(), within)
        except TimeoutError:
            return False
        return True

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-2000:].strip() if self.log.exists() else ""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise KafkaNotStarted(f"Kafka on {self.bootstrap} is not running: call start() first")
        return self._process

    @property
    def _properties(self) -> Path:
        return self.settings / "server.properties"

    def _write_settings(self) -> None:
        self.data.mkdir(parents=True, exist_ok=True)
        self.settings.mkdir(parents=True, exist_ok=True)
        if self.certificates is not None and not self.certificates.broker.exists():
            Certificates.made_in(self.certificates.folder)
        (self.settings / "log4j2.properties").write_text(LOGGING)
        self._properties.write_text(server_properties(self.listeners, self.data, self.certificates))

    def _refuse_taken_ports(self) -> None:
        for name, port in self.listeners.ports.items():
            with socket.socket() as probe:
                if probe.connect_ex((HOST, port)) == 0:
                    raise KafkaNotStarted(
                        f"{HOST}:{port} (listener {name}) is taken by another program: end it, or choose another port"
                    )

    async def _format(self, base: Sequence[str]) -> None:
        if (self.data / "meta.properties").exists():
            return
        command = [*base, "kafka.tools.StorageTool", "format", "-t", _identity(), "-c", str(self._properties)]
        if self.certificates is not None:
            for mechanism in SCRAM:
                command += ["--add-scram", f"{mechanism}=[name={USER},password={PASSWORD}]"]
        code, words = await run(command)
        if code != 0:
            raise KafkaNotStarted(f"Kafka could not format {self.data}:\n{words.strip()[-2000:]}")

    async def _spawn(self, command: Sequence[str]) -> asyncio.subprocess.Process:
        with self.log.open("ab") as sink:
            return await asyncio.create_subprocess_exec(
                *tied_to_us("KILL", command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                cwd=self.settings,
                start_new_session=True,
            )

    async def _until_ready(self) -> None:
        try:
            async with asyncio.timeout(START_LIMIT):
                while not await self._answers():
                    if not self.alive:
                        raise KafkaNotStarted(f"Kafka ended while starting:\n{self.last_words()}")
                    await asyncio.sleep(0.1)
        except TimeoutError:
            words = self.last_words()
            raise KafkaNotStarted(f"Kafka on {self.bootstrap} was not ready in {START_LIMIT} s:\n{words}") from None

    async def _answers(self) -> bool:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, self.listeners.ports["PLAINTEXT"])) != 0:
                return False
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap, request_timeout_ms=2000)
        try:
            await admin.start()
            return bool((await admin.describe_cluster())["brokers"])
        except (KafkaError, OSError):
            return False
        finally:
            await admin.close()


def _identity() -> str:
    """A cluster id as Kafka writes them: 16 bytes in URL-safe base64, which must not begin with a dash."""
    return "K" + secrets.token_urlsafe(16)[1:]
