"""Who on a line is asked when: what doesn't answer takes little of the time of those that do."""

from __future__ import annotations

TRUSTED = 2
SHARE = 0.1  # of the line's time, for all together that is silent


class Patience:
    """Questions are told by their number. One that was answered before may be missed once; then it is silent."""

    def __init__(self, questions: int) -> None:
        self._trust = dict.fromkeys(range(questions), 1)
        self._silent: dict[int, None] = {}  # whose turn is next stands first
        self._not_before = 0.0

    def answering(self) -> list[int]:
        return [question for question in self._trust if question not in self._silent]

    def is_doubted(self, question: int) -> bool:
        """Whether it must not keep the others waiting: it did not answer when it was asked last, or never yet."""
        return self._trust[question] < TRUSTED and question not in self._silent

    def next_silent(self, now: float) -> int | None:
        """The silent one to be asked now; None while those that answer must not be kept waiting."""
        return next(iter(self._silent), None) if now >= self._not_before else None

    def answered(self, question: int) -> None:
        self._trust[question] = TRUSTED
        self._silent.pop(question, None)

    def missed(self, question: int, began: float, now: float) -> None:
        if question in self._silent:
            waited = (now - began) * (1 / SHARE - 1)
            self._not_before = now + waited if self.answering() else now
            self._silent[question] = self._silent.pop(question)
            return
        self._trust[question] -= 1
        if not self._trust[question]:
            self._silent[question] = None
