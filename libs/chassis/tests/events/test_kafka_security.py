"""PLT-6: TLS, client certificates, SCRAM and PLAIN, against a broker that asks for them."""

from __future__ import annotations

import pytest

from headrace_chassis.events.kafka.cluster import preflight
from headrace_chassis.events.kafka.errors import BrokerUnreachable
from headrace_chassis.events.kafka.settings import KafkaSettings, KafkaSettingsWrong
from headrace_testkit.conformance import same
from headrace_testkit.kafka import PASSWORD, USER
from headrace_testkit.waiting import until

from .kafka_ground import KEYS, member, tell_all, telling

KNOWN = {"user": USER, "password": PASSWORD}


def secured(kafka, security, **more) -> KafkaSettings:
    files = {"ca": str(kafka.certificates.authority)} if security.endswith("SSL") else {}
    return KafkaSettings(bootstrap=kafka.address(security), security=security, **files, **more)


@pytest.mark.parametrize(
    ("security", "more"),
    [
        ("SSL", {}),
        ("SASL_PLAINTEXT", {"mechanism": "SCRAM-SHA-256", **KNOWN}),
        ("SASL_SSL", {"mechanism": "SCRAM-SHA-512", **KNOWN}),
        ("SASL_SSL", {"mechanism": "PLAIN", **KNOWN}),
    ],
)
async def test_events_travel_through_a_secured_listener(kafka, postgres, topic, database, security, more):
    if security == "SSL":
        more = {"certificate": str(kafka.certificates.client_certificate), "key": str(kafka.certificates.client_key)}
    settings = secured(kafka, security, **more)
    async with telling(postgres, settings) as sender, member(settings, database) as hearer:
        await hearer.start()
        await tell_all(sender)
        await until(lambda: same(hearer.effects, {key: [1] for key in KEYS}))


async def test_a_wrong_password_names_the_user_and_not_the_password(kafka):
    settings = secured(kafka, "SASL_SSL", mechanism="SCRAM-SHA-512", user=USER, password="guessed")
    with pytest.raises(BrokerUnreachable, match=f"SASL_SSL as {USER}") as refused:
        await preflight(settings)
    assert "guessed" not in str(refused.value)


async def test_a_broker_that_nobody_vouches_for_is_refused(kafka):
    with pytest.raises(BrokerUnreachable):
        await preflight(KafkaSettings(bootstrap=kafka.address("SSL"), security="SSL"))


def test_a_missing_certificate_is_named():
    settings = KafkaSettings(bootstrap="b:1", security="SSL", ca="/nowhere/ca.pem")
    with pytest.raises(KafkaSettingsWrong, match="/nowhere/ca"):
        settings.options()
