"""PLT-8: wrong names of services, topics, events and addresses end with clear words and a way out."""

from __future__ import annotations

import http.server
import threading

import pytest
from typer.testing import CliRunner

from headrace_cli.main import app
from headrace_cli.names import services_named, type_named

ELSEWHERE = ["--url", "http://127.0.0.1:9"]


def test_a_service_goes_by_its_name_or_its_topic():
    assert services_named(["orders", "headrace.control_tower.v1"]) == ["orders", "control-tower"]
    assert "edge-gateway" not in services_named([]), "it tells nothing"


def test_an_event_goes_by_its_short_name():
    assert type_named("OrderPlaced") == type_named("headrace.orders.v1.OrderPlaced") == "headrace.orders.v1.OrderPlaced"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["events", "tail", "order"], "no service 'order'. Did you mean orders"),
        (["events", "tail", "--type", "OrderPlacd"], "no event type 'OrderPlacd'. Did you mean OrderPlaced"),
        (["events", "show", "bakery:17"], "no service 'bakery'. There are: api-gateway,"),
        (["events", "replay", "orders", "headrace.bakery.v1"], "no service 'headrace.bakery.v1'"),
        (["events", "republish"], "Name a service"),
        (["events", "republish", "orders", "--all"], "Name a service"),
        (["dead-letters", "list", "--type", "Nothing"], "no event type 'Nothing'"),
        (["dead-letters", "redrive", "orders", "--reason", "x"], "Say which"),
        (["dead-letters", "redrive", "orders", "7", "--all", "--reason", "x"], "Say which"),
    ],
)
def test_a_wrong_name_is_refused_before_anybody_is_asked(command, words):
    outcome = CliRunner().invoke(app, [*command, *ELSEWHERE])
    assert (outcome.exit_code, words in outcome.stderr) == (2, True), outcome.stderr


@pytest.mark.parametrize(
    "command",
    [["events", "tail"], ["events", "show", "orders:1"], ["dead-letters", "list"], ["dead-letters", "acts", "mrp"]],
)
@pytest.mark.parametrize(
    ("url", "words"), [("http://127.0.0.1:9", "headrace up"), ("127.0.0.1:8080", "http://host:port")]
)
def test_a_wrong_address_is_told_with_the_right_form(command, url, words):
    outcome = CliRunner().invoke(app, [*command, "--url", url])
    assert (outcome.exit_code, words in outcome.stderr) == (1, True), outcome.stderr


def test_another_program_at_the_address_is_told_apart():
    class Other(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_):
            """Be silent."""

    with http.server.HTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        outcome = CliRunner().invoke(app, ["dead-letters", "list", "--url", f"http://127.0.0.1:{server.server_port}"])
        server.shutdown()
    assert (outcome.exit_code, "not Headrace's gateway" in outcome.stderr) == (1, True)


def test_where_there_is_neither_platform_nor_data_the_doctor_says_so(tmp_path):
    outcome = CliRunner().invoke(app, ["doctor", *ELSEWHERE, "--data-dir", str(tmp_path / "none")])
    assert outcome.exit_code == 2
    assert "Nothing answers at http://127.0.0.1:9" in outcome.stderr
    assert "There is no platform in" in outcome.stderr
