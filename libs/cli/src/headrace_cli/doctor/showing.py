"""The doctor's findings on a page."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from headrace_chassis.examination import Examination
from headrace_cli.backup.command import size
from headrace_cli.doctor.facts import Facts
from headrace_cli.doctor.findings import Finding, Level

MARKS = {Level.WARNING: ("!", "yellow"), Level.BROKEN: ("✗", "red")}
WORDS = {Level.WELL: "All is well.", Level.WARNING: "It works, with warnings.", Level.BROKEN: "Something is broken."}
STYLES = {Level.WELL: "green", Level.WARNING: "yellow", Level.BROKEN: "red"}
RIGHT = {"told", "behind", "parked", "dead", "unsent", "jobs"}


def show(console: Console, facts: Facts, found: Sequence[Finding], level: Level) -> None:
    console.print(_head(facts))
    console.print(Padding(_services(facts), (1, 0)))
    for finding in found:
        mark, style = MARKS[finding.level]
        console.print(Text.assemble((f"{mark} ", f"bold {style}"), finding.words))
        console.print(Padding(Text(finding.todo, style="dim"), (0, 0, 0, 2)))
    console.print(Text(WORDS[level], style=f"bold {STYLES[level]}"))


def _head(facts: Facts) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_row("platform", f"at {facts.where}" if facts.running else f"its databases {facts.where}")
    for name, words in (*_of_processes(facts), *_of_databases(facts)):
        table.add_row(name, words)
    return table


def _of_processes(facts: Facts) -> list[tuple[str, str]]:
    processes = [one.process for one in facts.services if one.process]
    if not processes:
        return []
    one = processes[0]
    speed = "is the wall's" if one.rate == 1 else f"runs {one.rate:g} times as fast as the wall's"
    buses = {"postgres": "PostgreSQL: services read each other's logs", "kafka": f"Kafka at {one.bus_address}"}
    replicas = f", {len(facts.replicas)} processes" if facts.replicas else ""
    return [
        ("build", f"Headrace {one.version} on Python {one.python}; {len(processes)} services{replicas}"),
        ("bus", buses.get(one.bus, one.bus)),
        ("tokens", "development issuer: demo users" if one.issuer == "development" else f"of {one.issuer}"),
        ("time", f"business time {one.business:%Y-%m-%d %H:%M} {speed}"),
        ("disk", f"{size(one.disk_free)} of {size(one.disk_total)} free at {one.data_dir}"),
    ]


def _of_databases(facts: Facts) -> list[tuple[str, str]]:
    stored = [database for _, database in facts.stored()]
    if not stored:
        return []
    versions = ", ".join(sorted({one.postgres for one in stored}))
    whole, used = size(sum(one.bytes for one in stored)), f"{stored[0].connections} of {stored[0].connections_allowed}"
    return [("database", f"PostgreSQL {versions}; {len(stored)} databases, {whole}; {used} connections")]


def _services(facts: Facts) -> Table:
    names = ["service", "revision", "told", "behind", "parked", "dead", "unsent", "jobs"]
    on_kafka = any(one.process and one.process.bus == "kafka" for one in facts.services)
    if facts.replicas:
        names.insert(1, "ready")
    table = Table(box=None, header_style="dim", pad_edge=False)
    shown = [name for name in names if on_kafka or name != "unsent"]
    for name in shown:
        table.add_column(name, justify="right" if name in RIGHT else "left")
    for one in sorted(facts.services, key=lambda each: each.service):
        cells = _cells(facts, one)
        table.add_row(*(cells.get(name, "") for name in shown))
    for service in sorted(facts.silent):
        table.add_row(service, Text("does not answer", style="red"))
    return table


def _cells(facts: Facts, one: Examination) -> dict[str, str | Text]:
    mine = [replica for replica in facts.replicas if replica.service == one.service]
    cells: dict[str, str | Text] = {"service": one.service}
    cells["ready"] = f"{sum(replica.ready for replica in mine)}/{len(mine)}"
    if one.database is None:
        return cells
    database, letters, jobs = one.database, one.database.letters, one.database.jobs
    service = [revision.at or "none" for revision in database.revisions if revision.part == "service"]
    return cells | {
        "revision": ", ".join(service),
        "told": f"{database.told:,}",
        "behind": _behind(facts, one.service),
        "parked": f"{letters.retrying + letters.behind:,}",
        "dead": Text(f"{letters.dead:,}", style="red" if letters.dead else ""),
        "unsent": f"{max(0, database.told - database.relay.position):,}",
        "jobs": f"{jobs.running} at work, {jobs.queued} waiting" if jobs.running or jobs.queued else "0",
    }


def _behind(facts: Facts, service: str) -> str:
    mine = [one for one in facts.behind if one.service == service]
    oldest = max((one.seconds or 0 for one in mine), default=0)
    age = f" for {oldest:.1f} s" if oldest else ""
    return f"{sum(one.events for one in mine):,}{age}" if mine else "0"
