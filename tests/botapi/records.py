"""What the stand-in writes down about a bot's calls, for a test to look at. Times are Unix seconds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """One message that a bot sent and Telegram accepted; an album is several."""

    time: float
    bot: str
    method: str
    chat: int
    text: str
    message_id: int
    silent: bool = False


@dataclass(frozen=True)
class Request:
    """One call and how it ended: an HTTP status, or 0 when no answer reached the bot."""

    time: float
    bot: str
    method: str
    chat: int | None
    status: int


@dataclass(frozen=True)
class Delivery:
    """One attempt at a webhook. `status` 0: nobody answered. `wait`: seconds that Telegram waits before the next."""

    time: float
    bot: str
    update_id: int
    attempt: int
    status: int
    wait: float | None
