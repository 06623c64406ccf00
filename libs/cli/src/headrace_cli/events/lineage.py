"""An audit for people and for programs: the roots that began it, and below each what followed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from headrace_cli.events.audit import MOST, Audit
from headrace_cli.events.rows import colour, handle
from headrace_cli.events.tracing import Children, Event, in_order, tree
from headrace_cli.names import short

SHOWN = ("actor", "cause", "type", "key", "tenant", "occurred_at", "recorded_at", "id", "data")
BEGAN = {
    "": "by itself",
    "request": "a request",
    "timer": "a turn of the timer",
    "deadline": "a deadline",
    "job": "a job",
}


def as_json(made: Audit) -> dict[str, Any]:
    """`cause` names the event above, or the request, timer, deadline or job that began it."""
    events = [
        {"name": handle(one), **{name: one[name] for name in SHOWN}, "asked": handle(one) in made.asked_for}
        for one in in_order(made.found.values())
    ]
    return {"events": events, "cut": made.cut}


def show(console: Console, made: Audit) -> None:
    children = tree(list(made.found.values()))
    top = Tree("", hide_root=True, guide_style="dim")
    roots: dict[str, Tree] = {}
    for event in children[None]:
        cause = event["cause"] or handle(event)
        if cause not in roots:
            roots[cause] = top.add(_root(event))
        _grow(roots[cause], event, children, made.asked_for)
    console.print(top)
    if made.cut:
        console.print(f"[yellow]There are more than {MOST} events: ask for one of these to see what followed.[/yellow]")


def _grow(branch: Tree, first: Event, children: Children, asked_for: set[str]) -> None:
    waiting = [(branch, first)]
    while waiting:
        above, event = waiting.pop()
        below = above.add(_words(event, asked_for=handle(event) in asked_for))
        waiting += [(below, one) for one in reversed(children.get(handle(event), []))]


def _root(event: Event) -> Text:
    kind, _, name = event["cause"].partition(":")
    why = BEGAN.get(kind, f"because of {event['cause']}, which was not found")
    return Text.assemble((event["actor"], "bold"), f", {why} ", (name if kind in BEGAN else "", "dim"))


def _words(event: Event, *, asked_for: bool) -> Text:
    stored = datetime.fromisoformat(event["recorded_at"]).astimezone()
    return Text.assemble(
        (f"{stored:%Y-%m-%d %H:%M:%S}", "dim"),
        "  ",
        (event["actor"], "cyan"),
        "  ",
        (short(event["type"]), "bold reverse" if asked_for else "bold"),
        f"  {event['key']}  ",
        (handle(event), colour(event["source"])),
        (f"  {event['tenant']}", "dim"),
    )
