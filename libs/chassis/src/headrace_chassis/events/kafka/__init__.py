"""The driver for Apache Kafka 4: relays send to it, groups hear from it. Needs the extra `kafka`."""

import logging

# While a broker is away aiokafka says so twenty times a second; what matters is said by this package.
logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
