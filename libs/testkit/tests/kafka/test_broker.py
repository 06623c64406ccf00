"""The broker of our own: what was acknowledged is there after kill -9, and every listener lets its clients in."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from headrace_testkit.kafka import PASSWORD, USER, KafkaBroker, KafkaNotStarted

pytestmark = pytest.mark.kafka


@pytest_asyncio.fixture(loop_scope="session")
async def own(pytestconfig: pytest.Config, tmp_path: Path) -> AsyncIterator[KafkaBroker]:
    """Not the session's: this one is killed."""
    async with KafkaBroker(pytestconfig.rootpath / ".local" / "kafka", data=tmp_path / "data") as broker:
        yield broker


async def make_topic(broker: KafkaBroker, name: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=broker.bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic(name, 1, 1)])
    await admin.close()


async def send(broker: KafkaBroker, topic: str, *words: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=broker.bootstrap, acks="all") as producer:
        for word in words:
            await producer.send_and_wait(topic, word)


async def kept(broker: KafkaBroker, topic: str, number: int) -> list[bytes]:
    async with AIOKafkaConsumer(bootstrap_servers=broker.bootstrap) as consumer:
        consumer.assign([TopicPartition(topic, 0)])
        await consumer.seek_to_beginning()
        return [(await consumer.getone()).value for _ in range(number)]


async def test_what_was_acknowledged_is_there_after_kill_9(own):
    await make_topic(own, "t")
    await send(own, "t", b"1", b"2", b"3")
    address = own.bootstrap
    await own.kill()
    assert not own.alive
    await own.start()
    assert own.bootstrap == address
    assert await kept(own, "t", 3) == [b"1", b"2", b"3"]


async def test_a_paused_broker_answers_nobody_until_it_is_resumed(own):
    await make_topic(own, "t")
    own.pause()
    sending = asyncio.create_task(send(own, "t", b"1"))
    await asyncio.sleep(1)
    assert not sending.done()
    own.resume()
    await sending
    assert await kept(own, "t", 1) == [b"1"]


async def test_a_taken_port_is_told_in_words(kafka, tmp_path):
    port = kafka.listeners.ports["PLAINTEXT"]
    other = KafkaBroker(kafka.home, data=tmp_path / "data", port=port)
    with pytest.raises(KafkaNotStarted, match=f"127.0.0.1:{port} .* is taken by another program"):
        await other.start()


@pytest.mark.parametrize("mechanism", ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"])
@pytest.mark.parametrize("protocol", ["SASL_PLAINTEXT", "SASL_SSL"])
async def test_a_client_with_the_password_is_let_in(kafka, protocol, mechanism):
    async with client(kafka, protocol, mechanism, PASSWORD) as producer:
        assert producer.client.cluster.brokers()


async def test_a_client_with_a_wrong_password_is_not(kafka):
    producer = client(kafka, "SASL_SSL", "SCRAM-SHA-512", "guessed")
    with pytest.raises(Exception, match=r"(?i)authentication failed|unable to bootstrap"):
        await producer.start()
    await producer.stop()


async def test_a_client_with_a_certificate_is_let_in_over_tls(kafka):
    trust = ssl.create_default_context(cafile=str(kafka.certificates.authority))
    trust.load_cert_chain(kafka.certificates.client_certificate, kafka.certificates.client_key)
    async with AIOKafkaProducer(
        bootstrap_servers=kafka.address("SSL"), security_protocol="SSL", ssl_context=trust
    ) as producer:
        assert producer.client.cluster.brokers()


def client(broker: KafkaBroker, protocol: str, mechanism: str, password: str) -> AIOKafkaProducer:
    return AIOKafkaProducer(
        bootstrap_servers=broker.address(protocol),
        security_protocol=protocol,
        ssl_context=ssl.create_default_context(cafile=str(broker.certificates.authority)),
        sasl_mechanism=mechanism,
        sasl_plain_username=USER,
        sasl_plain_password=password,
    )
