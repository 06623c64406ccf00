"""What may be wrong with a Kafka. Each message says what, where, and how to mend it."""

from __future__ import annotations


class BrokerUnreachable(ConnectionError):
    """Passes by itself when the broker comes back; wrong settings do not."""


class TopicsNotReady(ConnectionError):
    """A topic is missing, or has fewer partitions than declared. A running service waits for it to be mended."""


class Stalled(ConnectionError):
    """The client fell silent though there is something to fetch; it is made anew."""


class NotTaken(ConnectionError):
    """Kafka did not take a batch; it is sent again."""


class EventsDeleted(RuntimeError):
    """Events were deleted from a topic before a group heard them."""
