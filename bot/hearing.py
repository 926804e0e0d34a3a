"""Notes until when each messenger was heard, so that a silence of over a day is found, over restarts too."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.settings import Settings
from channels.telegram.api import ApiError
from channels.telegram.polling import Polling
from channels.telegram.webhook import nothing_waits
from reporting import silence
from reporting.clock import Clock
from reporting.daysoff import Office
from storage.door import Door

log = logging.getLogger(__name__)

Ear = Callable[[], Awaitable[datetime | None]]
"""Until when all that was sent has reached us; None: not known at this moment."""


class Hearing:
    """`ears`: by the name of the bot in the inbox; they are asked at most once in `silence.EVERY` of news."""

    def __init__(self, door: Door, clock: Clock, office: Callable[[], Office]) -> None:
        self._door, self._clock, self._office = door, clock, office
        self.ears: dict[str, Ear] = {}
        self._noted: dict[str, datetime] = {}

    async def look(self) -> int:
        """Note what was heard since; gives how many officers are asked to send something again."""
        return sum([await self._one(bot, ear) for bot, ear in self._due().items()])

    def _due(self) -> Mapping[str, Ear]:
        now = self._clock.now()
        noted = {bot: self._noted.get(bot) for bot in self.ears}
        # abs: a clock that was set back is no reason to listen no more.
        return {bot: self.ears[bot] for bot, at in noted.items() if at is None or abs(now - at) >= silence.EVERY}

    async def _one(self, bot: str, ear: Ear) -> int:
        at = await ear()
        if at is None or at == self._noted.get(bot):
            return 0
        asked = await self._door(silence.heard, bot, at, self._clock.now(), self._office())
        self._noted[bot] = at
        if asked:
            log.error("%s was silent for over a day: %d officers are asked to send again", bot, asked)
        return asked


def fetched(polling: Polling) -> Ear:
    """By fetching: what was sent before the last fetch is here."""

    async def heard() -> datetime | None:
        return polling.heard_at

    return heard


def brought(settings: Settings, token: str, clock: Clock) -> Ear:
    """By the webhook: Telegram is asked whether something waits there."""

    async def heard() -> datetime | None:
        now = clock.now()
        try:
            quiet = await nothing_waits(token, api=settings.telegram_api, proxy=settings.telegram_proxy)
        except ApiError as error:
            log.warning("Telegram does not say what waits for the webhook: %s", error)
            return None
        return now if quiet else None

    return heard
