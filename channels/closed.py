"""The closed list: what handlers may ask of a messenger, because every channel can do it in its own way."""

import logging
from collections import Counter

log = logging.getLogger(__name__)

CLOSED = frozenset(
    {
        "SendMessage",
        "EditMessageText",
        "EditMessageReplyMarkup",
        "DeleteMessage",
        "AnswerCallbackQuery",
        "SendDocument",
        "SendPhoto",
        "SendMediaGroup",
        "SendChatAction",
        "GetMe",
        "GetFile",
        "SetMyCommands",
        "DeleteMyCommands",
        "LeaveChat",
    }
)
"""Names of aiogram's method classes."""


class OutsideTheList(Exception):
    """A handler asked for something that not every channel can do."""


class ClosedList:
    """`strict` (tests) refuses what is outside the list; in service it is logged and counted in `outside`."""

    def __init__(self, strict: bool = False) -> None:
        self.strict = strict
        self.outside: Counter[str] = Counter()

    def admit(self, method: object) -> bool:
        """Whether this method (an object of its class) is on the list. Raises OutsideTheList when strict."""
        name = type(method).__name__
        if name in CLOSED:
            return True
        self.outside[name] += 1
        if self.strict:
            raise OutsideTheList(name)
        log.error("%s is outside the closed list, asked for %d times", name, self.outside[name])
        return False
