"""How fast a million links are traced: back from a piece and a shipment, forwards from a supplier's lot."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

from headrace_testkit.benchmarks.figures import Figure, in_turns
from headrace_testkit.benchmarks.ground import Ground, Place
from headrace_traceability.model.asked import Asked
from headrace_traceability.model.genealogy import Direction
from headrace_traceability.usecases import follow

FIRM, MIGRATIONS = "acme", "headrace_traceability.migrations"
ASKED = 15  # traces of a kind in a round
RAW, PARTS, ASSEMBLIES, BIKES, PIECES, BOX = 20_000, 40_000, 20_000, 10_000, 30, 10
"""Lots of each level, pieces of each last lot, and pieces in a shipment. What goes into each is drawn evenly."""

LINK = """
    INSERT INTO edge (tenant, id, source, target, quantity, unit, kind, at, work_order, certainty)
    SELECT 'acme', '{kind}{n}/' || row_number() OVER (), {source}, {target}, 1, 'EA', '{kind}',
           timestamptz '2026-01-01' + {n} * interval '1 day', {order}, '{sure}' FROM {rows}
"""
THINGS = """
    INSERT INTO thing (tenant, partner, code, name)
    SELECT 'acme', '', code, split_part(code, '?', 1)
      FROM (SELECT source FROM edge UNION SELECT target FROM edge) AS e (code)
     WHERE code LIKE 'lot:%' OR code LIKE 'serial:%'
"""
PLAINLY = """
    WITH RECURSIVE reached (code) AS (
        SELECT $1 UNION SELECT e.{far} FROM edge e JOIN reached r ON e.{near} = r.code
    ) SELECT e.* FROM edge e JOIN reached r ON e.{near} = r.code
"""


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    direction: Direction
    code: Callable[[int], str]
    many: int
    target: float


def lot(kind: str, maker: str, number: int | str) -> str:
    return f"lot:{kind}-{number}?item={kind}&maker={maker}"


QUESTIONS = (
    Question(
        "back from a piece", Direction.BACKWARDS, lambda n: f"serial:B-{n}?item=BIKE&maker=acme", BIKES * PIECES, 20
    ),
    Question("back from a shipment", Direction.BACKWARDS, lambda n: f"shipment:s{n}", BIKES * PIECES // BOX, 20),
    Question("forward from a supplier's lot", Direction.FORWARDS, lambda n: lot("STEEL", f"s{n % 50}", n), RAW, 60),
)


async def figures(ground: Ground) -> AsyncIterator[Figure]:
    """The plain way is a recursive query of the links without their times, which blames what left a lot before."""
    async with ground.place("SELECT", MIGRATIONS) as place:
        await _build(place)
        for question in QUESTIONS:
            draw = random.Random(question.name)
            codes = [question.code(draw.randrange(question.many)) for _ in range(ASKED)]
            taken = await in_turns(
                ours=lambda codes=codes, way=question.direction: _traced(place, codes, way),  # type: ignore[misc]
                plain=lambda codes=codes, way=question.direction: _plainly(place, codes, way),  # type: ignore[misc]
            )
            yield Figure(f"trace: {question.name}, 1 M links", taken["ours"], "ms", taken["plain"], question.target)


async def _build(place: Place) -> None:
    """Supplier, lot, part, assembly, bicycle lot, piece, shipment, customer."""
    steel = "'lot:STEEL-' || {0} || '?item=STEEL&maker=s' || {0} % 50"
    part, assembly, bike = (f"'lot:{k}-' || {{0}} || '?item={k}&maker=acme'" for k in ("PART", "FRAME", "BIKE"))
    piece = "'serial:B-' || {0} || '?item=BIKE&maker=acme'"
    bikes = f"generate_series(0, {BIKES * PIECES - 1}) AS p"
    boxes = f"generate_series(0, {BIKES * PIECES // BOX - 1}) AS s"

    def made(of: str, many: int, into: str, lots: int, parts: int) -> tuple[str, str, str, str]:
        rows = f"generate_series(0, {lots - 1}) AS t, LATERAL (SELECT (random() * {many - 1})::int AS s, t AS o"
        return of.format("s"), into.format("t"), "'wo-' || o", f"{rows} FROM generate_series(1, {parts})) AS drawn"

    links = (
        ("receive", ("'supplier:s' || s % 50", steel.format("s"), "NULL", f"generate_series(0, {RAW - 1}) AS s")),
        ("consume", made(steel, RAW, part, PARTS, 4)),
        ("consume", made(part, PARTS, assembly, ASSEMBLIES, 6)),
        ("consume", made(assembly, ASSEMBLIES, bike, BIKES, 5)),
        ("split", (bike.format(f"p / {PIECES}"), piece.format("p"), "NULL", bikes)),
        ("ship", (piece.format("p"), f"'shipment:s' || p / {BOX}", "NULL", bikes)),
        ("ship", ("'shipment:s' || s", "'customer:c' || s % 200", "NULL", boxes)),
    )
    async with place.pool.acquire() as connection:
        for n, (kind, (source, target, order, rows)) in enumerate(links):
            sure = "possible" if kind == "consume" else "recorded"
            link = LINK.format(kind=kind, n=n, source=source, target=target, order=order, rows=rows, sure=sure)
            await connection.execute(link, timeout=300)
        await connection.execute(THINGS, timeout=300)
        for table in ("edge", "thing"):
            await connection.execute(f"ANALYZE {table}")


async def _traced(place: Place, codes: Sequence[str], direction: Direction) -> float:
    """The median, in milliseconds, of what a request does."""
    times = []
    for code in codes:
        began = time.perf_counter()
        async with place.database.transaction(FIRM) as tx:
            found = await follow.follow(tx, await follow.code_of(tx, Asked.of(code)), [direction])
        times.append(time.perf_counter() - began)
        assert found.traces[0].edges
    return statistics.median(times) * 1000


async def _plainly(place: Place, codes: Sequence[str], direction: Direction) -> float:
    forwards = direction is Direction.FORWARDS
    near, far = ("source", "target") if forwards else ("target", "source")
    times = []
    for code in codes:
        began = time.perf_counter()
        rows = await place.pool.fetch(PLAINLY.format(near=near, far=far), code)
        times.append(time.perf_counter() - began)
        assert rows
    return statistics.median(times) * 1000
