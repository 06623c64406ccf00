"""Sends the extremes of everything to every route, and says what was answered badly, late, or at the cost of memory."""

from __future__ import annotations

import asyncio
import json
import os
import uuid
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any
from urllib.parse import quote

import httpx

from headrace_api_gateway.upstream.service import ANSWER_SECONDS

from .extremes import HUGE, LONG, LONG_ADDRESS, NUL, Json, Place, Shapes, beyond, changed, many, within

BODIES = (b"", b"null", b"[]", b'{"a":', b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000, b" " * ((8 << 20) + 1))
QUERIES = (
    ("unheard-of", "1"),
    ("cursor", "YTpi"),
    ("cursor", "AA"),
    ("limit", str(HUGE)),
    (NUL, "1"),
    ("cursor", LONG_ADDRESS),
)
COMMON, ONE_OF_ALL = 5, "/api/orders/"
LISTENING = 0.2
PROCESSES = Path("/proc")
METHODS = ("get", "put", "post", "delete")


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    told: Json

    def parameters(self, place: str) -> list[Json]:
        return [one for one in self.told.get("parameters", ()) if one["in"] == place]

    @property
    def is_endless(self) -> bool:
        return "text/event-stream" in self.told["responses"].get("200", {}).get("content", {})

    @property
    def body(self) -> Json | None:
        content = self.told.get("requestBody", {}).get("content")
        return content["application/json"]["schema"] if content else None


@dataclass(frozen=True)
class Sent:
    """A request; `words` say what is extreme in it."""

    words: str
    names: dict[str, str] = field(default_factory=dict)
    query: tuple[tuple[str, Any], ...] = ()
    body: Any = None
    headers: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Prober:
    """`tokens` are of those who may ask, in the order in which they are tried. `faults` grows by one for each answer
    that is none of those told in OpenAPI, comes late or costs much memory."""

    client: httpx.AsyncClient
    document: Json
    tokens: list[str]
    random: Random = field(default_factory=lambda: Random(1))
    thorough: bool = False
    seconds: float = ANSWER_SECONDS
    megabytes: float = 500.0
    now: Callable[[], float] = monotonic
    sent: int = 0
    faults: list[str] = field(default_factory=list)
    jobs: set[str] = field(default_factory=set)
    _lists: dict[str, list[Json]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shapes = Shapes(self.document["components"]["schemas"])

    def operations(self) -> Iterator[Operation]:
        """Those that all services have are looked at in one of them."""
        common = Counter(_in_service(path) for path in self.document["paths"])
        for path, item in self.document["paths"].items():
            if common[_in_service(path)] < COMMON or path.startswith(ONE_OF_ALL):
                yield from (Operation(method, path, item[method]) for method in METHODS if method in item)

    async def look_around(self) -> None:
        """Learn what is there already: names for paths, values for fields."""
        for token in self.tokens:
            for operation in self.operations():
                unknown = operation.path not in self._lists
                if operation.method == "get" and "{" not in operation.path and unknown and not operation.is_endless:
                    answer = await self.client.get(operation.path, headers={"Authorization": f"Bearer {token}"})
                    if answer.is_success and isinstance(answer.json(), dict):
                        self._learn(operation.path, answer.json())

    def _learn(self, path: str, found: Json) -> None:
        self.shapes.learn("", found)
        items = found.get("items", [])
        if isinstance(items, list) and items and path not in self._lists:
            self._lists[path] = items

    async def probe_all(self, *, but: Container[tuple[str, str]] = ()) -> None:
        await self.look_around()
        for operation in self.operations():
            if (operation.method, operation.path) not in but:
                await self._probe(operation)

    async def _probe(self, operation: Operation) -> None:
        token = await self.who_may(operation)
        for sent in self._extremes(operation):
            await self._judged(operation, sent, token)

    async def who_may(self, operation: Operation) -> str:
        """The first whose usual request is taken, or whose is refused at the least cost."""
        tried: list[tuple[int, str]] = []
        for token in self.tokens:
            tried.append((await self._judged(operation, self._usual(operation), token), token))
            if tried[-1][0] < 400:
                break
        return min(tried, key=lambda one: one[0])[1]

    def _usual(self, operation: Operation) -> Sent:
        body = self.shapes.example(operation.body) if operation.body else None
        names = {one["name"]: self.name_of(operation.path, one["name"]) for one in operation.parameters("path")}
        needed = [one for one in operation.parameters("query") if one.get("required")]
        query = tuple((one["name"], self.shapes.example(one["schema"], one["name"])) for one in needed)
        return Sent("nothing", names, query, body)

    def name_of(self, path: str, parameter: str) -> str:
        whole = path.partition(f"/{{{parameter}}}")[0]
        items = self._lists.get(whole, [{}])
        return str(items[0].get("id") or items[0].get(parameter) or self.shapes.known.get(parameter) or "nobody")

    def _extremes(self, operation: Operation) -> Iterator[Sent]:
        usual = self._usual(operation)
        for one in operation.parameters("path"):
            for value in self._values(one["schema"], usual.names[one["name"]]):
                names = {**usual.names, one["name"]: value}
                yield Sent(f"{one['name']} = {_short(value)}", names, usual.query, usual.body)
        for one in operation.parameters("query"):
            for value in self._values(one["schema"], ""):
                query = (*(pair for pair in usual.query if pair[0] != one["name"]), (one["name"], value))
                yield Sent(f"?{one['name']} = {_short(value)}", usual.names, query, usual.body)
        for pair in self._some(QUERIES, 1):
            yield Sent(f"?{pair[0]}", usual.names, (*usual.query, pair), usual.body)
        for one in operation.parameters("header"):
            for value in self._some((b"", b"\xff", b'"' + b"9" * 5000 + b'"', b"x" * 5000, b"\x01"), 1):
                yield Sent(one["name"], usual.names, usual.query, usual.body, {one["name"]: value})
        if operation.body:
            yield from self._bodies(operation.body, usual)

    def _values(self, schema: Json, value: Any) -> Iterator[Any]:
        node = self.shapes.of(schema)
        yield from self._some(within(node, value), 2)
        yield from self._some([one if one != LONG else LONG_ADDRESS for one in beyond(node, value)], 1)

    def _bodies(self, schema: Json, usual: Sent) -> Iterator[Sent]:
        for raw in self._some(BODIES, 2):
            yield Sent(f"body {raw[:10]!r}", usual.names, usual.query, raw)
        places = list(self.shapes.places(schema, usual.body))
        largest, smallest = _all(places, usual.body, -1), _all(places, usual.body, 0)
        yield Sent("everything at its largest", usual.names, usual.query, largest)
        yield Sent("everything at its smallest", usual.names, usual.query, smallest)
        for at, node in places:
            value = _at(usual.body, at)
            if isinstance(value, list):
                both = changed(usual.body, at, [*_at(smallest, at), *value, *_at(largest, at)])
                yield Sent(f"{_named(at)} from the smallest to the largest", usual.names, usual.query, both)
            if isinstance(value, list) and value and self.thorough:
                each = changed(usual.body, at, many(value[0], node["maxItems"]))
                yield Sent(f"{_named(at)} of many", usual.names, usual.query, each)
            for new in self._values(node, value):
                words = f"{_named(at)} = {_short(new)}"
                yield Sent(words, usual.names, usual.query, changed(usual.body, at, new))

    def _some(self, values: Iterable[Any], few: int) -> list[Any]:
        values = list(values)
        return values if self.thorough or len(values) <= few else self.random.sample(values, few)

    async def _judged(self, operation: Operation, sent: Sent, token: str) -> int:
        """The answer's status; what is wrong with it goes to `faults`."""
        with Peak() as peak:
            began = self.now()
            try:
                async with asyncio.timeout(LISTENING if operation.is_endless else 2 * self.seconds):
                    answer = await self._ask(operation, sent, token)
                wrong = list(_wrong(operation, answer))
                self._note_job(operation, answer)
            except TimeoutError:
                answer, wrong = None, [] if operation.is_endless else ["was not answered"]
            except Exception as error:
                answer, wrong = None, [f"{type(error).__name__}: {error}"[:200]]
            seconds = self.now() - began
        wrong += [f"took {seconds:.1f} s"] if seconds > self.seconds else []
        wrong += [f"took {peak.megabytes:.0f} MB"] if peak.megabytes > self.megabytes else []
        self.faults += [f"{operation.method.upper()} {operation.path} ({sent.words}): {what}" for what in wrong]
        return answer.status_code if answer is not None else 599

    async def _ask(self, operation: Operation, sent: Sent, token: str) -> httpx.Response:
        self.sent += 1
        path = operation.path
        for name, value in sent.names.items():
            path = path.replace(f"{{{name}}}", _escaped(value))
        headers = {"Authorization": f"Bearer {token}".encode(), "Idempotency-Key": str(uuid.uuid4()).encode()}
        if any(one["name"] == "If-Match" for one in operation.parameters("header")):
            headers["If-Match"] = await self._version(operation, sent, headers)
        content: bytes | None = None
        if operation.body:
            headers["Content-Type"] = b"application/json"
            content = sent.body if isinstance(sent.body, bytes) else json.dumps(sent.body).encode()
        asked = "&".join(f"{_escaped(name)}={_escaped(value)}" for name, value in sent.query)
        url = f"{path}?{asked}" if asked else path
        return await self.client.request(
            operation.method.upper(), url, content=content, headers={**headers, **sent.headers}
        )

    async def _version(self, operation: Operation, sent: Sent, headers: dict[str, bytes]) -> bytes:
        path = operation.path[: operation.path.rindex("}") + 1]
        for name, value in sent.names.items():
            path = path.replace(f"{{{name}}}", _escaped(value))
        answer = await self.client.get(path, headers={"Authorization": headers["Authorization"]})
        return answer.headers.get("etag", '"1"').encode()

    def _note_job(self, operation: Operation, answer: httpx.Response) -> None:
        if answer.status_code == 202:
            service = operation.path.split("/")[2]
            self.jobs.add(f"/api/{service}/v1/jobs/{answer.json().get('id')}")


class Peak:
    """How much this process, or one of its workers, grew at most while it lasted."""

    def __enter__(self) -> Peak:
        self._before = {process: _kilobytes(process, "VmRSS") for process in _ours()}
        for process in self._before:
            with suppress(OSError):  # it has just ended
                (process / "clear_refs").write_text("5")
        return self

    def __exit__(self, *_: object) -> None:
        grown = (_kilobytes(process, "VmHWM") - before for process, before in self._before.items())
        self.megabytes = max(grown, default=0) / 1024


def _ours() -> list[Path]:
    """This process and those of Python's that it started."""
    me = PROCESSES / str(os.getpid())
    if not me.exists():
        return []
    children = (PROCESSES / pid for pid in (me / "task" / me.name / "children").read_text().split())
    return [me, *(child for child in children if b"multiprocessing" in _command(child))]


def _command(process: Path) -> bytes:
    with suppress(OSError):
        return (process / "cmdline").read_bytes()
    return b""


def _kilobytes(process: Path, name: str) -> int:
    with suppress(OSError):
        lines = (process / "status").read_text().splitlines()
        return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)
    return 0


def _wrong(operation: Operation, answer: httpx.Response) -> Iterator[str]:
    told = operation.told["responses"].get(str(answer.status_code))
    media = answer.headers.get("content-type", "").partition(";")[0]
    if answer.status_code >= 500:
        yield f"answered {answer.status_code}: {answer.text[:200]}"
    elif told is None:
        yield f"answered {answer.status_code}, which OpenAPI does not tell: {answer.text[:200]}"
    elif media and media not in told.get("content", {media: None}):
        yield f"answered {answer.status_code} as {media}"


def _in_service(path: str) -> str:
    return path.removeprefix("/api/").partition("/")[2]


def _escaped(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def _all(places: Iterable[tuple[Place, Json]], body: Any, which: int) -> Any:
    """The body with everything that is no list or object at one end of what is allowed."""
    for at, node in places:
        if node.get("type") not in {"array", "object"} and (values := within(node, None)):
            body = changed(body, at, values[which])
    return body


def _named(at: Place) -> str:
    return ".".join(map(str, at))


def _at(value: Any, at: Iterable[str | int]) -> Any:
    for key in at:
        value = value[key]
    return value


def _short(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 60 else f"{text[:50]}... ({len(text)})"
