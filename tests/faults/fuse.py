"""Fail-points: places of the program at which a process ends itself with SIGKILL, put around it from outside.

A place is named in words that a test can say: `before-commit:inbox.store` (that use case has run, its transaction is
open), `after-commit:kit.whole` (a handler's change), `before-send` and `after-send` (a message of the outbox),
`before-answer:SendMessage` and `after-answer:SendMessage` (what a handler says), `half-built` (a part of a workbook or
letter is packed, more are to come). `*` stands for any letters, `:3` at the end for the third time.
"""

import functools
import os
import signal
from fnmatch import fnmatchcase
from typing import Any


class Fuse:
    """Ends the process when it comes to the place for the `times`-th time."""

    def __init__(self, asked: str) -> None:
        place, _, times = asked.rpartition(":")
        self.place, self.left = (place, int(times)) if times.isdigit() else (asked, 1)

    def burns(self, place: str) -> None:
        """The process is at that place now."""
        if fnmatchcase(place, self.place):
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def lay(fuse: Fuse) -> None:
    """Wrap the places. Only ever called in a process that is there to be killed."""
    _around_transactions(fuse)
    _around_messages(fuse)
    _around_answers(fuse)
    _around_files(fuse)


def _around_transactions(fuse: Fuse) -> None:
    from storage.door import Door

    once = Door._once

    def passed(self: Door, reading: bool, use_case: Any, *args: Any, **values: Any) -> Any:
        if reading:
            return once(self, reading, use_case, *args, **values)
        name = f"{use_case.__module__.rpartition('.')[2]}.{use_case.__name__}"

        @functools.wraps(use_case)
        def watched(*inner: Any, **named: Any) -> Any:
            result = use_case(*inner, **named)
            fuse.burns(f"before-commit:{name}")
            return result

        result = once(self, reading, watched, *args, **values)
        fuse.burns(f"after-commit:{name}")
        return result

    Door._once = passed  # type: ignore[method-assign,assignment]


def _around_messages(fuse: Fuse) -> None:
    from channels.telegram.messenger import TelegramMessenger

    send = TelegramMessenger.send

    async def passed(self: TelegramMessenger, external_id: str, letter: Any, go: Any = None) -> str:
        fuse.burns("before-send")
        number = await send(self, external_id, letter, go)
        fuse.burns("after-send")
        return number

    TelegramMessenger.send = passed  # type: ignore[method-assign]


def _around_answers(fuse: Fuse) -> None:
    from aiogram.client.session.aiohttp import AiohttpSession

    make = AiohttpSession.make_request

    async def passed(self: AiohttpSession, bot: Any, method: Any, timeout: int | None = None) -> Any:
        name = type(method).__name__
        fuse.burns(f"before-answer:{name}")
        result = await make(self, bot, method, timeout)
        fuse.burns(f"after-answer:{name}")
        return result

    AiohttpSession.make_request = passed  # type: ignore[method-assign]


def _around_files(fuse: Fuse) -> None:
    """Both libraries that build our files pack them part by part."""
    from zipfile import ZipFile

    put = ZipFile.writestr

    def passed(self: ZipFile, *args: Any, **values: Any) -> None:
        put(self, *args, **values)
        fuse.burns("half-built")

    ZipFile.writestr = passed  # type: ignore[method-assign]
