"""aiogram's styles and keyboards as plain JSON, and the account of what the page cannot follow."""

import logging
from collections import Counter
from typing import Any

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.types import InlineKeyboardMarkup, MessageEntity, ReplyKeyboardRemove

from storage.base import Json

log = logging.getLogger(__name__)


class Beyond(Exception):
    """A handler asked for something that the web chat does not follow. Raised in strict mode only."""


class Markup:
    """Translates, and counts in `beyond` what was left out; in strict mode that raises Beyond."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.beyond: Counter[str] = Counter()

    def beyond_us(self, what: str) -> None:
        """Note that this cannot be followed. Raises Beyond in strict mode."""
        if self.strict:
            raise Beyond(f"the web chat does not follow {what}")
        self.beyond[what] += 1
        log.warning("the web chat does not follow %s (%d times so far)", what, self.beyond[what])

    def plain(self, bot: Bot, parse_mode: str | Default | None) -> None:
        """Texts come as text and entities: a unit's name must not become markup."""
        mode = bot.default[parse_mode.name] if isinstance(parse_mode, Default) else parse_mode
        if mode is not None:
            self.beyond_us(f"parse_mode {mode}")

    def buttons(self, markup: Any) -> list[list[Json]]:
        """The rows of an inline keyboard; no keyboard, or the removal of one, is no rows."""
        if markup is None or isinstance(markup, ReplyKeyboardRemove):
            return []
        if not isinstance(markup, InlineKeyboardMarkup):
            self.beyond_us(type(markup).__name__)
            return []
        rows = [[self._button(button) for button in row] for row in markup.inline_keyboard]
        return [[button for button in row if button] for row in rows]

    def _button(self, button: Any) -> Json:
        if button.callback_data is None and button.url is None:
            self.beyond_us("a button without callback_data or url")
            return {}
        return {"text": button.text, "data": button.callback_data, "url": button.url}


def dicts(entities: list[MessageEntity] | None) -> list[Json]:
    """The entities as JSON."""
    return [entity.model_dump(exclude_none=True, mode="json") for entity in entities or ()]
