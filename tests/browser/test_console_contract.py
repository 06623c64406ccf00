"""PLT-4, PLT-5: what the console expects of the services is what they offer: paths, filters, fields, roles, words."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from headrace_api_gateway.model.parties import ROLES
from headrace_chassis.auth import TokenVerifier
from headrace_chassis.clock import Clock
from headrace_chassis.events.memory_bus import MemoryBus
from headrace_chassis.issuer import ISSUER, DevelopmentIssuer
from headrace_chassis.runtime import Running, Runtime
from headrace_contracts.organisations import PLATFORM_ROLE
from headrace_contracts.permissions import PERMISSIONS, held_by

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
CONSOLE = ROOT / "services" / "console"
PAGING = {"limit", "cursor"}
NOT_SAID = "unspecified"
PROGRAMS_WORD = re.compile("[a-z_]+")


@pytest.fixture(scope="module")
def console() -> Json:
    """The console's descriptions of its pages."""
    command = [str(ROOT / "scripts" / "npm"), "--prefix", str(CONSOLE), "run", "--silent", "describe"]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    described: Json = json.loads(told.stdout)
    return described


@dataclass(frozen=True)
class Offer:
    """What a service answers to a GET: query parameters with their choices, the fields of the answer, who may ask."""

    parameters: dict[str, set[str]]
    fields: dict[str, Any]
    may: str


class Service:
    def __init__(self, name: str) -> None:
        service = entry_points(group="headrace.services")[name].load()
        runtime = Runtime(
            owner_url=lambda _: "",
            app_url=lambda _: "",
            bus=MemoryBus(),
            clock=Clock(),
            verifier=TokenVerifier(ISSUER, DevelopmentIssuer().keys),
            data_dir=Path(tempfile.gettempdir()),
        )
        self._document = Running(service, runtime).app.openapi()
        self._routes = [route for router in service.api for route in router.routes]

    def offer(self, path: str) -> Offer | None:
        """`path` with `{id}` wherever the service's own has a name in braces; None when nothing answers there."""
        known = next((p for p in self._document["paths"] if _plain(p) == _plain(path)), None)
        if known is None or "get" not in self._document["paths"][known]:
            return None
        get = self._document["paths"][known]["get"]
        queries = [p for p in get.get("parameters", []) if p["in"] == "query" and p["name"] not in PAGING]
        answer = self._resolved(get["responses"]["200"]["content"]["application/json"]["schema"])
        properties = answer.get("properties", {})
        item = properties["items"]["items"] if "next_cursor" in properties else answer.get("items", answer)
        rules = next(
            r.endpoint.__rules__ for r in self._routes if _plain(r.path) == _plain(path) and "GET" in r.methods
        )
        fields = self._resolved(item)["properties"]
        return Offer({p["name"]: self._choices(p["schema"]) for p in queries}, fields, rules.may)

    def choices_of(self, offer: Offer) -> dict[str, set[str]]:
        """The words that each field of the answer may hold, at any depth."""
        found: dict[str, set[str]] = {}
        for name, schema in self._every_field(offer.fields, frozenset()):
            found.setdefault(name, set()).update(self._choices(schema) - {NOT_SAID})
        return found

    def _every_field(self, fields: Json, above: frozenset[str]) -> list[tuple[str, Json]]:
        found = list(fields.items())
        for schema in fields.values():
            for reference in _references(schema) - above:
                inner = self._resolved({"$ref": reference}).get("properties", {})
                if not {"unit", "minor"} & inner.keys():
                    found += self._every_field(inner, above | {reference})
        return found

    def _choices(self, schema: Json) -> set[str]:
        parts = [schema, *schema.get("anyOf", []), schema.get("items", {})]
        words = {str(word) for part in parts for word in self._resolved(part).get("enum", [])}
        return words | {str(self._resolved(part)["const"]) for part in parts if "const" in self._resolved(part)}

    def _resolved(self, schema: Json) -> Json:
        while "$ref" in schema:
            schema = self._document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return schema


def _plain(path: str) -> str:
    return "/".join("{}" if part.startswith("{") else part for part in path.replace(":path}", "}").split("/"))


def _references(schema: Json) -> set[str]:
    parts = [schema, *schema.get("anyOf", []), schema.get("items", {})]
    return {part["$ref"] for part in parts if "$ref" in part}


@pytest.fixture(scope="module")
def services(console: Json) -> dict[str, Service]:
    return {name: Service(name) for name in {resource["service"] for resource in console["resources"]}}


@pytest.fixture(scope="module")
def pages(console: Json, services: dict[str, Service]) -> list[tuple[Json, Offer]]:
    """Every page that shows what one request answers, with what is answered."""
    found = []
    for page in console["resources"]:
        if page.get("shape") != "trace":
            offer = services[page["service"]].offer(f"/v1/{page['name']}")
            assert offer, f"{page['service']} answers no GET /v1/{page['name']}"
            found.append((page, offer))
    return found


def test_every_filter_is_known_to_its_service_with_the_same_choices(pages):
    unknown = [
        f"{_name(page)}?{f['key']}"
        for page, o in pages
        for f in page.get("filters", [])
        if f["key"] not in o.parameters
    ]
    assert unknown == []
    for page, offer in pages:
        for given in page.get("filters", []):
            wanted = offer.parameters[given["key"]] - {NOT_SAID}
            assert set(given.get("options", [])) == wanted, f"{_name(page)}?{given['key']}"


def test_every_column_and_detail_is_a_field_of_the_answer(pages):
    for page, offer in pages:
        shown = {field["key"] for part in ("columns", "details") for field in page.get(part, [])}
        assert shown - offer.fields.keys() == set(), _name(page)


def test_every_record_can_be_opened(pages, services):
    for page, offer in pages:
        if page.get("shape") == "document" or page.get("records", "") is None:
            continue
        assert page.get("id", "id") in offer.fields, _name(page)
        path = f"/v1/{page.get('records', page['name'])}/{{id}}"
        assert services[page["service"]].offer(path), f"{page['service']} answers no GET {path}"


def test_every_link_and_part_asks_what_its_service_answers(console, pages, services):
    for page, _ in pages:
        for target in [link["to"] for link in page.get("related", [])] + [p["path"] for p in page.get("parts", [])]:
            path, _, query = target.lstrip("/").partition("?")
            service, rest = path.removesuffix("?").split("/", 1)
            own = rest.removeprefix("v1/") if "/v1/" in path else rest.split("/")[0]
            if own == "trace":
                continue
            offer = services[service].offer(f"/v1/{own}")
            assert offer, target
            assert {pair.split("=")[0] for pair in query.split("&") if pair} <= offer.parameters.keys(), target


def test_a_page_and_each_of_its_parts_name_the_permission_that_reading_them_takes(console, pages, services):
    """So no reader is offered what the services refuse him: his session tells what he may."""
    wrong = []
    for page, offer in pages:
        record = services[page["service"]].offer(f"/v1/{page.get('records') or page['name']}/{{id}}")
        wrong += [_name(page)] if {page["may"], (record or offer).may} != {offer.may} else []
        for part in page.get("parts", []):
            service, path = part["path"].split("?")[0].split("/", 1)
            wrong += [part["path"]] if part["may"] != services[service].offer(f"/{path}").may else []
    assert wrong == []
    assert {page["may"] for page in console["resources"]} <= set(PERMISSIONS)


def test_the_usual_roles_are_those_that_firms_have(console):
    known = {role for roles in ROLES.values() for role in roles} - {"admin"} | {PLATFORM_ROLE}
    assert set(console["roles"]) == known


def test_every_usual_role_is_shown_pages(console):
    for role in console["roles"]:
        assert held_by(frozenset({role})) & {page["may"] for page in console["resources"]}, role


def test_every_field_and_every_word_of_an_answer_has_its_translation(console, pages, services):
    words = console["words"]
    missing = set()
    for page, shown in pages:
        service = services[page["service"]]
        record = service.offer(f"/v1/{page.get('records') or page['name']}/{{id}}") or shown
        parts = [
            services[p["path"].split("/")[0]].offer("/" + p["path"].split("?")[0].split("/", 1)[1])
            for p in page.get("parts", [])
        ]
        for owner, offer in [(service, shown), (service, record)] + [
            (services[p["path"].split("/")[0]], o) for p, o in zip(page.get("parts", []), parts, strict=True)
        ]:
            for field, choices in owner.choices_of(offer).items():
                missing |= {f"fields.{field}"} if field not in words["fields"] else set()
                missing |= {
                    f"states.{c}"
                    for c in filter(PROGRAMS_WORD.fullmatch, choices)
                    if not {c, f"{field}_{c}"} & words["states"].keys()
                }
        missing |= {f"fields.{p['name']}" for p in page.get("parts", []) if p["name"] not in words["fields"]}
    assert sorted(missing) == []


def _name(page: Json) -> str:
    return f"{page['service']}/{page['name']}"
