"""A real Apache Kafka broker of our own, for tests and for a laptop."""

from headrace_testkit.kafka.broker import KafkaBroker
from headrace_testkit.kafka.errors import KafkaNotStarted
from headrace_testkit.kafka.settings import PASSWORD, USER

__all__ = ["PASSWORD", "USER", "KafkaBroker", "KafkaNotStarted"]
