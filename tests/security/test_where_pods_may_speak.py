"""PLT-8, PLT-9: in a cluster the gateway reaches the services that it is told of, no pod of ours everybody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

K8S = Path(__file__).parents[2] / "k8s"
OURS = ({"app.kubernetes.io/part-of": "headrace"}, {"app.kubernetes.io/name": "api-gateway"}, {})


def policies(folder: str) -> list[dict[str, Any]]:
    found = [one for file in sorted((K8S / folder).glob("*.yaml")) for one in yaml.safe_load_all(file.read_text())]
    return [one for one in found if one["kind"] == "NetworkPolicy"]


def test_the_gateway_reaches_exactly_the_services_that_it_is_told_of():
    (gateway,) = (one for one in policies("base/network") if one["metadata"]["name"] == "api-gateway")
    (rule,) = gateway["spec"]["egress"]
    (expression,) = rule["to"][0]["podSelector"]["matchExpressions"]
    made = yaml.safe_load((K8S / "base/services/api-gateway/kustomization.yaml").read_text())
    (told,) = (one for one in made["configMapGenerator"][0]["literals"] if one.startswith("HEADRACE_UPSTREAMS="))
    named = [word.partition("=")[0] for word in told.removeprefix("HEADRACE_UPSTREAMS=").split()]
    assert (expression["key"], expression["operator"]) == ("app.kubernetes.io/name", "In")
    assert expression["values"] == named


def test_no_pod_of_ours_may_speak_to_everybody():
    for policy in policies("base/network") + policies("overlays/production"):
        if policy["spec"]["podSelector"].get("matchLabels", {}) in OURS:
            for rule in policy["spec"].get("egress", []):
                assert rule.get("to"), policy["metadata"]["name"]
                blocks = [peer["ipBlock"]["cidr"] for peer in rule["to"] if "ipBlock" in peer]
                assert all(block.endswith("/32") for block in blocks), policy["metadata"]["name"]
