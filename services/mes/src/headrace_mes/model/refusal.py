class Refused(Exception):  # noqa: N818 - the trade's word
    """A rule of manufacturing forbids it; the message says what, where and how to mend it."""
