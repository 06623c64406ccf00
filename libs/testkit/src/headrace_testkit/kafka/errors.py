class KafkaNotStarted(RuntimeError):
    """The words say what is missing and how to get it."""
