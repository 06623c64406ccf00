"""Confirmed payables become notes; the largest is split, passed on and financed; all are redeemed at maturity."""

from __future__ import annotations

from datetime import date

from headrace_journey.http import Client, Json
from headrace_journey.stage import Stage
from headrace_journey.step import Told
from headrace_journey.steps.invoices import payables

PASSED_ON, FINANCED = 30, 40
YEARLY_RATE, HIGHEST_RATE = "0.045", "0.06"
OUT = {"offered", "live", "financed"}


async def notes(stage: Stage) -> list[Json]:
    """All notes of the trees that grew from the order's payables."""
    mine = {payable["id"] for payable in await payables(stage)}
    finance = await stage.leader("finance")
    return [note for note in await finance.all("finance/v1/notes") if note["payable"] in mine]


async def play_issue(stage: Stage) -> Told:
    finance = await stage.leader("finance")
    for payable in await payables(stage):
        if payable["state"] == "confirmed":
            await finance.create("finance/v1/notes", stage.key("note", payable["id"]), {"payable": payable["id"]})
    for note in await notes(stage):
        if note["state"] == "offered":
            holder = await stage.people.user("finance", note["holder"])
            await holder.act(f"finance/v1/notes/{note['id']}/acceptance")
    roots = [note for note in await notes(stage) if note["root"] == note["id"]]
    facts = {
        "notes": len(roots),
        "holders": len({note["holder"] for note in roots}),
        "amount": _sum(roots, stage.world.currency),
        "maturity": max((note["maturity"] for note in roots), default=""),
    }
    return Told("headrace.finance.v1.NoteAccepted", "/finance/notes", facts)


async def play_use(stage: Stage) -> Told:
    """The largest note: a part pays another firm, a part is sold to the bank, the rest is kept.

    The other firm and the bank agree first; the bank at its own rate, below what the holder would bear.
    """
    root = max((n for n in await notes(stage) if n["root"] == n["id"]), key=lambda n: (n["amount"]["minor"], n["id"]))
    holder = await stage.people.user("finance", root["holder"])
    passed_on, financed, kept = await _split(stage, holder, root)
    to = await _another_firm(stage, root["holder"])
    given = await holder.create(
        f"finance/v1/notes/{passed_on['id']}/transfer",
        stage.key("transfer", root["id"]),
        {"to": to, "reference": "for castings of this month"},
    )
    await _accept(await stage.people.user("finance", to), given, {})
    asked = await holder.create(
        f"finance/v1/notes/{financed['id']}/financing",
        stage.key("financing", root["id"]),
        {"bank": stage.world.bank, "yearly_rate": HIGHEST_RATE},
    )
    sold = await _accept(await stage.people.user("bank", stage.world.bank), asked, {"yearly_rate": YEARLY_RATE})
    facts = {
        "note": root["id"],
        "holder": root["holder"],
        "amount": root["amount"],
        "passed_on": {"to": to, "amount": passed_on["amount"]},
        "financed": {
            "by": stage.world.bank,
            "amount": financed["amount"],
            "discount": sold["unearned"],
            "yearly_rate": YEARLY_RATE,
        },
        "kept": kept["amount"],
    }
    return Told("headrace.finance.v1.NoteFinanced", f"/finance/notes/{root['id']}", facts)


async def play_redemption(stage: Stage) -> Told:
    """The day of maturity comes; the debtor pays whoever holds the notes by then."""
    open_notes = [note for note in await notes(stage) if note["state"] in OUT]
    if open_notes:
        await stage.advance_to(max(date.fromisoformat(note["maturity"]) for note in open_notes))
        await (await stage.leader("finance")).act("finance/v1/redemptions", {})

    async def all_redeemed() -> list[Json] | None:
        found = await notes(stage)
        return None if any(note["state"] in OUT for note in found) else found

    found = await stage.until("all notes to be redeemed", all_redeemed)
    redeemed = [note for note in found if note["state"] == "redeemed"]
    facts = {
        "redeemed": len(redeemed),
        "holders": len({note["holder"] for note in redeemed}),
        "amount": _sum(redeemed, stage.world.currency),
        "on": (await stage.today()).isoformat(),
    }
    return Told("headrace.finance.v1.NoteRedeemed", "/finance/notes?state=redeemed", facts)


async def _split(stage: Stage, holder: Client, root: Json) -> tuple[Json, Json, Json]:
    whole = root["amount"]["minor"]
    passed_on, financed = whole * PASSED_ON // 100, whole * FINANCED // 100
    amounts = [passed_on, financed, whole - passed_on - financed]
    path = f"finance/v1/notes/{root['id']}/splits"
    parts = await holder.create(path, stage.key("split", root["id"]), {"amounts": amounts})
    return parts[0], parts[1], parts[2]


async def _accept(taker: Client, offer: Json, terms: Json) -> Json:
    """The note that the taker holds since it agreed."""
    path = f"finance/v1/note-offers/{offer['id']}"
    found = await taker.get(path)
    if found["state"] == "offered":
        found = await taker.act(f"{path}/acceptance", terms)
    note: Json = await taker.get(f"finance/v1/notes/{found['successor']}")
    return note


async def _another_firm(stage: Stage, holder: str) -> str:
    """Another supplier; the carrier where there is none."""
    suppliers = [row["supplier"] for row in stage.world.suppliers.rows if row["supplier"] != holder]
    return suppliers[0] if suppliers else stage.world.carrier


def _sum(found: list[Json], currency: str) -> Json:
    return {"minor": sum(one["amount"]["minor"] for one in found), "currency": currency}
