"""The driver for Apache Kafka 4: relays send to it, groups hear from it. Needs the extra `kafka`."""
