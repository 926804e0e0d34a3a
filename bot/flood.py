"""Too much from one person (a stuck finger, a script): held back before any work is done for it, and said.

Judged where an update is worked on, by the moment at which it was sent: what gathered while the program was down is
no flood. A try again is never held back, so nothing that was accepted is lost. The page has the same limits at its
own door, where what comes too fast waits in the browser. Counted in this process: with several of them on one
database, each lets through as much.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.types import CallbackQuery, Message

from channels.web.limits import MOST_BUCKETS, Limit

# A tap a second for a whole minute, and an album of ten pictures after another, are honest work.
BURST = 2
PAUSE = timedelta(minutes=1)
"""Once the bucket is empty nothing is taken for so long, so that not every second message of an answer gets through."""
UNREACHED = 100_000
OWN_DOOR = ("web",)
MESSAGES, FILES = "flood-messages", "flood-files"


@dataclass(frozen=True)
class Held:
    """It is held back: the sentence, until when, and whether it is the first (later ones get no sentence)."""

    key: str
    until: datetime
    first: bool


class Flood:
    """Buckets for each account of a channel. `messages` a minute, `uploads` an hour; 0 means without limit."""

    def __init__(self, messages: int, uploads: int) -> None:
        self.messages = per(messages, timedelta(minutes=1))
        self.uploads = per(uploads, timedelta(hours=1))
        self._closed: dict[tuple[str, str, str], datetime] = {}

    def held(self, channel: str, account: str, event: object, now: datetime) -> Held | None:
        """Whether this event is held back. Takes one from the bucket where it is not."""
        if channel in OWN_DOOR or not isinstance(event, Message | CallbackQuery):
            return None
        at = event.date if isinstance(event, Message) else now
        found = self._spend(self.messages, MESSAGES, channel, account, at)
        if found is None and isinstance(event, Message) and (event.photo or event.document):
            found = self._spend(self.uploads, FILES, channel, account, at)
        return found

    def _spend(self, limit: Limit, key: str, channel: str, account: str, at: datetime) -> Held | None:
        place = (key, channel, account)
        until = self._closed.get(place)
        if until is not None and at < until:
            return Held(key, until, first=False)
        wait = limit.spend((channel, account), at)
        if not wait:
            return None
        self._closed[place] = at + max(PAUSE, timedelta(seconds=wait))
        self._forget(at)
        return Held(key, self._closed[place], first=True)

    def _forget(self, now: datetime) -> None:
        if len(self._closed) > MOST_BUCKETS:
            self._closed = {place: until for place, until in self._closed.items() if until > now}


def per(times: int, span: timedelta) -> Limit:
    """The bucket for so many in a while; 0 is more than anybody can send."""
    return Limit(times, span, BURST * times) if times else Limit(UNREACHED, span)
