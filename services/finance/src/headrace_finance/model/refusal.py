"""What every rule of this model raises when it says no."""


class Refused(Exception):  # noqa: N818 - the trade's word
    """A business rule said no; the message says what, where and how to mend it. Nothing has changed."""
