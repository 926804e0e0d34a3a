"""The token of a preview: it travels in a button, says when the preview was made, and makes the act count once."""

import secrets
from datetime import UTC, datetime, timedelta

from reporting.refusal import Refusal

# One working day: an old button must not write to a whole province.
PREVIEW_LIVES = timedelta(hours=12)

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_TAIL = 4
_LONGEST = 12


def make(now: datetime) -> str:
    """A new token: the minute and a random tail, nine letters in all."""
    minutes, head = int(now.timestamp()) // 60, ""
    while minutes:
        minutes, digit = divmod(minutes, 36)
        head = _DIGITS[digit] + head
    return head + "".join(secrets.choice(_DIGITS) for _ in range(_TAIL))


def demand_fresh(token: str, now: datetime) -> None:
    """Raises Refusal("refused-out-of-date") for a preview that is too old and for what never was a token."""
    if not _TAIL < len(token) <= _LONGEST or not set(token) <= set(_DIGITS):
        raise Refusal("refused-out-of-date")
    made = datetime.fromtimestamp(0, UTC) + timedelta(minutes=int(token[:-_TAIL], 36) % 10**9)
    if abs(now - made) > PREVIEW_LIVES:
        raise Refusal("refused-out-of-date")
