"""TRC-4, PLT-5: an event's proof is checked by an outsider with a file and nothing else; any changed bit shows."""

from __future__ import annotations

import asyncio
import base64
import json
import subprocess
import sys
from datetime import timedelta

import pytest

from headrace_contracts.traceability.v1 import TreeHeadSigned
from headrace_testkit.bench import ServiceBench
from headrace_testkit.waiting import until
from headrace_traceability.model.merkle_verify import verify_consistency
from headrace_traceability.model.tree_head import key_id
from headrace_traceability.service import service
from headrace_traceability.store.keys import KEY_FILE, signing_key
from headrace_traceability.verify import main, problems

from .trade import CUSTOMER, LEADER, STEELCO, amount, received, tell_story


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await tell_story(bench)
    return bench


async def proof(bench: ServiceBench, step: str = "shipping", tenant: str = LEADER) -> dict:
    client = bench.client(tenant=tenant)
    event = (await client.get("/v1/events", params={"step": step})).json()["items"][0]
    answer = await client.get(f"/v1/proofs/{event['id']}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def changed(found: dict, *path: str | int) -> dict:
    """The same proof with one character of one text changed."""
    copy = json.loads(json.dumps(found))
    place = copy
    for step in path[:-1]:
        place = place[step]
    text = place[path[-1]]
    place[path[-1]] = ("A" if text[0] != "A" else "B") + text[1:] if isinstance(text, str) else text + 1
    return copy


async def test_every_event_proves_and_any_change_is_found(bench):
    for step in ("receiving", "accepting", "commissioning", "shipping", "delivering"):
        assert problems(await proof(bench, step)) == []
    found = await proof(bench)
    assert problems({**found, "canonical": found["canonical"].replace("velo", "veto")}) != []
    for path in [("leaf_index",), ("audit_path", 0), ("head", "root"), ("head", "signature"), ("head", "size")]:
        assert problems(changed(found, *path)) != [], path
    assert problems({**found, "event": "another"}) == ["the canonical text is of another event"]


async def test_an_outsider_checks_with_the_file_and_the_keys_saved_before(bench, tmp_path):
    found = await proof(bench)
    keys = (await bench.client().get("/v1/keys")).json()
    (tmp_path / "proof.json").write_text(json.dumps(found))
    (tmp_path / "keys.json").write_text(json.dumps(keys))
    command = [sys.executable, "-m", "headrace_traceability.verify", "proof.json", "keys.json"]
    done = await asyncio.to_thread(subprocess.run, command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split(":")[0]) == (0, "GENUINE"), done
    (tmp_path / "keys.json").write_text(json.dumps({"keys": []}))
    assert main([str(tmp_path / "proof.json"), str(tmp_path / "keys.json")]) == 1
    (tmp_path / "proof.json").write_text("{}")
    assert main([str(tmp_path / "proof.json")]) == 2
    assert main([]) == 2


def test_the_checker_needs_the_standard_library_and_cryptography_only() -> None:
    code = "import sys, headrace_traceability.verify; print(*{m.split('.')[0] for m in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    foreign = set(done.stdout.split()) & {"headrace_contracts", "headrace_chassis", "fastapi", "sqlalchemy", "pydantic"}
    assert foreign == set()


async def test_an_event_changed_in_the_database_no_longer_proves(bench):
    await proof(bench)
    await bench.query("UPDATE trace_event SET canonical = replace(canonical, 'velo', 'rival') WHERE step = 'shipping'")
    assert problems(await proof(bench)) == [
        "the event is not a leaf of the signed tree: event, path or root was changed"
    ]


async def test_only_the_firms_of_an_event_get_its_proof(bench):
    assert problems(await proof(bench, "shipping", CUSTOMER)) == []
    event = (await proof(bench, "shipping"))["event"]
    for tenant in (STEELCO, "rival"):
        assert (await bench.client(tenant=tenant).get(f"/v1/proofs/{event}")).status_code == 404


async def test_heads_keys_and_growth_are_public_and_the_log_only_grows(bench):
    nobody = bench.client()
    del nobody.headers["Authorization"]
    auditor = bench.client("auditor")
    await auditor.post("/v1/tree-heads")
    old = (await nobody.get("/v1/tree-heads/latest")).json()
    await bench.hear(received("STEEL-2", amount(1)), tenant="rival")
    new = (await auditor.post("/v1/tree-heads")).json()
    assert new["size"] == 9
    sizes = {"old_size": old["size"], "new_size": new["size"]}
    path = (await nobody.get("/v1/consistency-proofs", params=sizes)).json()["path"]
    hashes = [base64.b64decode(part) for part in path]
    roots = (base64.b64decode(head["root"]) for head in (old, new))
    assert verify_consistency(*sizes.values(), *roots, hashes)
    beyond = await nobody.get("/v1/consistency-proofs", params={"old_size": 1, "new_size": 99})
    assert beyond.json()["type"] == "/problems/beyond-tree"
    assert (await nobody.get("/v1/events")).status_code == 401


async def test_a_log_that_did_not_grow_is_not_signed_again_and_asking_holds_up_nobody(bench):
    auditor = bench.client("auditor")
    first = (await auditor.post("/v1/tree-heads")).json()
    before = await bench.told(TreeHeadSigned, tenant="headrace")
    with bench.statements() as asked:
        assert (await auditor.post("/v1/tree-heads")).json() == first
    assert [statement for statement in asked if "merkle_log" in statement and "FOR UPDATE" in statement] == []
    assert await bench.told(TreeHeadSigned, tenant="headrace") == before
    assert before[-1].size == first["size"]


async def test_a_head_is_signed_out_of_turn_for_an_auditor_only(bench):
    for role in ("sales", "operator", "customer"):
        assert (await bench.client(role).post("/v1/tree-heads")).status_code == 403


async def test_a_head_is_signed_each_hour_in_which_the_log_grew(bench):
    first = await signed(bench, 1)
    await bench.hear(received("STEEL-2", amount(1)), tenant=LEADER)
    bench.clock.advance_to(bench.clock.now() + timedelta(hours=1))
    second = await signed(bench, 2)
    assert (second.size, second.log) == (9, "headrace")
    assert second.signed_at - first.signed_at >= timedelta(hours=1)


async def signed(bench: ServiceBench, count: int) -> TreeHeadSigned:
    async def look() -> TreeHeadSigned | None:
        told = await bench.told(TreeHeadSigned, tenant="headrace")
        return told[-1] if len(told) >= count else None

    return await until(look)


def test_the_signing_key_is_one_file_that_only_its_owner_reads(tmp_path) -> None:
    first, again = signing_key(tmp_path), signing_key(tmp_path)
    assert key_id(first.public_key()) == key_id(again.public_key())
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert list((tmp_path / KEY_FILE).parent.iterdir()) == [tmp_path / KEY_FILE]


async def test_a_thousand_events_are_recorded_in_a_few_statements(bench):
    many = [received(f"LOT-{n}", amount(1)) for n in range(1000)]
    with bench.statements() as said:
        await bench.deliver(*(bench.envelope(event, LEADER) for event in many))
        await bench.caught_up()
    assert len(said) < 200
    assert (await bench.query("SELECT size FROM merkle_log"))[0]["size"] == 1008
    assert problems(await proof(bench, "receiving")) == []
