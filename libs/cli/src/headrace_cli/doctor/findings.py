"""What is wrong, in words, with what to do about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from headrace_chassis.examination import Holder
from headrace_cli.doctor.facts import Facts

LATE, FAR_TOO_LATE = 10.0, 60.0
SKEW, FAR_TOO_SKEWED = 1.0, 30.0
MIB, GIB = 1 << 20, 1 << 30
LITTLE, ALMOST_NONE = 2 * GIB, 500 * MIB
LITTLE_SHARE = 0.1
MANY_CONNECTIONS = 0.8
FEW = 4


class Level(IntEnum):
    """Also the command's exit code."""

    WELL = 0
    WARNING = 1
    BROKEN = 2


@dataclass(frozen=True)
class Finding:
    level: Level
    words: str
    todo: str


Findings = Iterator[Finding]


def findings(facts: Facts) -> list[Finding]:
    """The worst first."""
    found = [finding for rule in RULES for finding in rule(facts)]
    return sorted(found, key=lambda finding: -finding.level)


def _unanswered(facts: Facts) -> Findings:
    if facts.unanswered:
        words = f"Nothing answers at {facts.unanswered}: the platform is stopped, or its gateway is elsewhere."
        yield Finding(Level.WARNING, words, "Start it with headrace up, or name its gateway with --url.")


def _silent(facts: Facts) -> Findings:
    for service in facts.silent:
        todo = f"Read its log, and start it: headrace serve {service}, or let its supervisor do so."
        yield Finding(Level.BROKEN, f"{service} does not answer.", todo)


def _replicas(facts: Facts) -> Findings:
    ready = Counter(one.service for one in facts.replicas if one.ready)
    for one in facts.replicas:
        if not one.ready:
            level = Level.WARNING if ready[one.service] else Level.BROKEN
            others = f"; {ready[one.service]} other replicas work" if ready[one.service] else ""
            words = f"{one.service}-{one.replica} (process {one.pid}) is not ready{others}."
            yield Finding(level, words, f"Its log is logs/{one.service}-{one.replica}.log in the data folder.")


def _versions(facts: Facts) -> Findings:
    processes = [(one.service, one.process) for one in facts.services if one.process]
    for what in ("version", "bus"):
        by_value: dict[str, list[str]] = defaultdict(list)
        for service, process in processes:
            by_value[getattr(process, what)].append(service)
        if len(by_value) > 1:
            level = Level.WARNING if what == "version" else Level.BROKEN
            words = "; ".join(f"{value}: {', '.join(services)}" for value, services in sorted(by_value.items()))
            todo = "Well during an upgrade; else bring all to one." if what == "version" else "Start all on one bus."
            yield Finding(level, f"The services differ in their {what} ({words}).", todo)


def _revisions(facts: Facts) -> Findings:
    older: dict[tuple[str, str | None, str], list[str]] = defaultdict(list)
    for service, database in facts.stored():
        for one in database.revisions:
            if not one.known:
                here = f"its {one.part} is at {one.at}, here ends {one.newest}"
                todo = "Start the version that migrated it, or restore an earlier backup."
                yield Finding(Level.BROKEN, f"{database.name} is newer than this build: {here}.", todo)
            elif one.at != one.newest:
                older[one.part, one.at, one.newest].append(service)
    for (part, at, newest), services in older.items():
        words = f"{_listed(services)}: the database is at {part} revision {at or 'none'}; this build has {newest}."
        yield Finding(Level.WARNING, words, "Starting the service migrates it.")


def _listed(services: list[str]) -> str:
    return ", ".join(services) if len(services) <= FEW else f"{len(services)} services"


def _horizon(facts: Facts) -> Findings:
    """One transaction holds up all databases of its server, and is told once."""
    longest: dict[int | None, tuple[float, Holder | None]] = {}
    for _, one in facts.stored():
        pid = one.holder.pid if one.holder else None
        seconds = max(one.held_back_seconds, one.holder.seconds if one.holder else 0.0)
        longest[pid] = max(longest.get(pid, (0.0, None)), (seconds, one.holder), key=lambda found: found[0])
    for seconds, holder in longest.values():
        if seconds > LATE:
            level = Level.BROKEN if seconds > FAR_TOO_LATE else Level.WARNING
            yield Finding(level, _held_back(seconds, holder), _let_go(holder))


def _held_back(seconds: float, holder: Holder | None) -> str:
    begun = f"Nothing told in the last {seconds:.0f} s is heard, because of an open transaction"
    if holder is None:
        return f"{begun} that this role may not see."
    who = f"process {holder.pid}" if holder.pid else f"prepared transaction {holder.application!r}"
    state = f" ({holder.state})" if holder.state else ""
    doing = f": {' '.join(holder.query.split())}" if holder.query else "."
    return f"{begun}: {who} in {holder.database}{state}{doing}"


def _let_go(holder: Holder | None) -> str:
    if holder is None:
        return "Look for it as the database's superuser: SELECT * FROM pg_stat_activity ORDER BY age(backend_xid) DESC."
    end = f"SELECT pg_terminate_backend({holder.pid})" if holder.pid else f"ROLLBACK PREPARED '{holder.application}'"
    return f"End what holds it, or in psql: {end}. Nothing is lost by waiting."


def _lag(facts: Facts) -> Findings:
    for one in facts.behind if facts.running else ():
        age = one.seconds or 0
        if age > LATE:
            words = (
                f"{one.service} has not heard {one.events:,} events of {one.topic} ({one.partition}), for {age:.0f} s."
            )
            todo = (
                f"See what it does: its log, headrace dead-letters list {one.service}; if it works, give it replicas."
            )
            yield Finding(Level.BROKEN if age > FAR_TOO_LATE else Level.WARNING, words, todo)


def _contradictions(facts: Facts) -> Findings:
    for service, database in facts.stored():
        for place in database.heard:
            told = facts.told_by(place.topic)
            if told is not None and place.position > told:
                words = f"{service} has heard {place.topic} up to {place.position}; only {told} were ever told."
                todo = "Databases of different moments were put together: restore all from one backup (decision 10)."
                yield Finding(Level.BROKEN, words, todo)


def _letters(facts: Facts) -> Findings:
    for service, database in facts.stored():
        letters = database.letters
        if letters.dead:
            behind = f", {letters.behind:,} wait behind such" if letters.behind else ""
            look, redrive = f"headrace dead-letters list {service}", f"headrace dead-letters redrive {service} --all"
            todo = f"{look} shows why; when that is mended: {redrive} --reason …"
            yield Finding(Level.WARNING, f"{service} has {letters.dead:,} dead letters{behind}.", todo)
        elif letters.retrying:
            words = f"{service} tries {letters.retrying:,} events again that it could not hear."
            yield Finding(Level.WARNING, words, f"headrace dead-letters list {service} shows the errors.")


def _relays(facts: Facts) -> Findings:
    on_kafka = {one.service for one in facts.services if one.process and one.process.bus == "kafka"}
    for service, database in facts.stored():
        if service not in on_kafka:
            continue
        oldest = database.relay.oldest_unsent
        age = (database.now - oldest).total_seconds() if oldest else 0.0
        if database.relay.leader is None:
            todo = "One of its replicas takes over within seconds; if not, read its log."
            yield Finding(Level.BROKEN if age > LATE else Level.WARNING, f"No relay of {service} leads.", todo)
        if age > LATE:
            words = (
                f"{service} has not sent {database.told - database.relay.position:,} events to Kafka, for {age:.0f} s."
            )
            level = Level.BROKEN if age > FAR_TOO_LATE else Level.WARNING
            yield Finding(level, words, "Is Kafka up? Nothing is lost: the relay goes on when it is back.")


def _disks(facts: Facts) -> Findings:
    disks = {(one.process.data_dir, one.process.disk_total): one.process for one in facts.services if one.process}
    for (folder, total), process in disks.items():
        if process.disk_free < LITTLE or process.disk_free < LITTLE_SHARE * total:
            level = Level.BROKEN if process.disk_free < ALMOST_NONE else Level.WARNING
            words = f"The disk of {folder} has {process.disk_free / GIB:.1f} of {total / GIB:.1f} GiB left."
            yield Finding(level, words, "Make room. When it is full, requests are refused and nothing is lost.")


def _clocks(facts: Facts) -> Findings:
    for one in facts.services:
        if one.process and one.database:
            skew = (one.database.now - one.process.wall).total_seconds()
            yield from _skewed(f"The database's clock and that of {one.service}", skew)
    if facts.skew_seconds is not None:
        yield from _skewed("The platform's clock and that of this machine", facts.skew_seconds)


def _skewed(whose: str, skew: float) -> Findings:
    if abs(skew) > SKEW:
        level = Level.BROKEN if abs(skew) > FAR_TOO_SKEWED else Level.WARNING
        todo = "Have both set by NTP. Tokens and leases go by them; the order of events does not."
        yield Finding(level, f"{whose} are {abs(skew):.1f} s apart.", todo)


def _connections(facts: Facts) -> Findings:
    used = max(((one.connections, one.connections_allowed) for _, one in facts.stored()), default=(0, 1))
    if used[0] > MANY_CONNECTIONS * used[1]:
        words = f"{used[0]} of the server's {used[1]} connections are taken."
        yield Finding(Level.WARNING, words, "Raise max_connections, or put a pooler (session mode) before it.")


def _jobs(facts: Facts) -> Findings:
    for service, database in facts.stored():
        if database.jobs.stalled:
            words = f"{database.jobs.stalled} jobs of {service} were left by the process that ran them."
            yield Finding(Level.WARNING, words, "A replica takes them up within seconds; if not, its log says why.")


RULES: tuple[Callable[[Facts], Findings], ...] = (
    _unanswered,
    _silent,
    _replicas,
    _versions,
    _revisions,
    _contradictions,
    _horizon,
    _lag,
    _relays,
    _letters,
    _disks,
    _clocks,
    _connections,
    _jobs,
)
