"""A clock that a test moves."""

import time


class Clock:
    """Unix seconds: stands at `at` until it is moved; without `at` it runs, and is ahead by what it was moved."""

    def __init__(self, at: float | None = None) -> None:
        self._at = at
        self._ahead = 0.0

    def __call__(self) -> float:
        return (time.time() if self._at is None else self._at) + self._ahead

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds."""
        self._ahead += seconds
