"""Knocking at the true dispatcher with whatever a client can send, past every screen; and what became of it."""

import asyncio
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from sqlmodel import Session

from bot.who import Who
from handlers import tree
from reporting import denied
from reporting.clock import StoppedClock
from reporting.daysoff import VIETNAM
from storage.tables import metadata
from tests.attacks.stage import Stage
from tests.office.phone import Screen

RIGHT = "Đồng chí không có quyền thực hiện việc này"
# What one's own taps may change: the place in a conversation, when one was seen, the count of wrong codes.
OWN_STATE = {"inbox", "talk", "address", "guess", "joining"}


@dataclass
class Shown:
    """What somebody saw."""

    texts: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __contains__(self, fragment: str) -> bool:
        return any(fragment in text for text in self.texts)


class Ears(Screen):
    """A screen that keeps everything that was ever on it."""

    def __init__(self, now: Any) -> None:
        super().__init__(now)
        self.heard: list[str] = []

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:
        self.heard.append(str(getattr(method, "text", None) or getattr(method, "caption", None) or ""))
        assert not isinstance(getattr(method, "parse_mode", None), str), "people's words must never be parsed"
        styles = [*(getattr(method, "entities", None) or []), *(getattr(method, "caption_entities", None) or [])]
        assert {style.type for style in styles} <= {"bold"}, "and nothing of them becomes a link"
        markup = getattr(method, "reply_markup", None)
        self.heard += [button.text for row in markup.inline_keyboard for button in row] if markup else []
        made = await super().make_request(bot, method, timeout)
        if type(method).__name__ in ("SendDocument", "SendPhoto"):
            _, name, data = self.files.pop()
            self.heard += [str(name), data.decode("utf-8", "replace")]
        return made


class Knocker:
    """The dispatcher, without any channel, over the stage's database."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.clock = stage, StoppedClock(stage.now)
        self.dispatcher = tree.build()
        self.dispatcher["files"] = stage.files
        self.dispatcher["bot_link"] = self.dispatcher["public_url"] = ""
        self.dispatcher.update.outer_middleware(Who(stage.door, self.clock, lambda: stage.office, VIETNAM))
        self.numbers = itertools.count(1)

    async def taps(self, actor: str, datas: Iterable[str]) -> Shown:
        """One after the other, each on a message of its own."""
        return await self._all(actor, [self._tap(data) for data in datas])

    async def says(self, actor: str, *texts: str) -> Shown:
        """One after the other."""
        return await self._all(actor, [{"message": {"text": text, "date": 0}} for text in texts])

    def _tap(self, data: str) -> dict[str, Any]:
        message = {"message_id": next(self.numbers), "date": 1, "text": "x"}
        return {"callback_query": {"id": "1", "chat_instance": "c", "data": data, "message": message}}

    async def _all(self, actor: str, raws: list[dict[str, Any]]) -> Shown:
        ears = Ears(self.stage.now)
        bot, shown = Bot("42:TEST", session=ears), Shown(ears.heard)
        account = self.stage.account(actor)
        user = {"id": account, "is_bot": False, "first_name": actor}
        chat = {"id": account, "type": "private"}
        for raw in raws:
            event: Any = next(iter(raw.values()))
            event["from"] = user
            event.get("message", event).update({"chat": chat})
            event.setdefault("message_id", next(self.numbers))
            try:
                await self.dispatcher.feed_raw_update(
                    bot, {"update_id": next(self.numbers), **raw}, channel="web", inbox_id=None, again=False
                )
            except Exception as error:
                shown.errors.append(f"{event.get('data') or event.get('text')}: {type(error).__name__}")
        return shown

    def rows(self, without: Iterable[str] = OWN_STATE) -> dict[str, set[str]]:
        """Everything that is stored, but for what everybody may change of their own; denials apart."""
        left = set(without)
        return self.stage.door.read(lambda session: _rows(session, left))

    def denials(self) -> list[tuple[int, str]]:
        """(officer, what) of every refusal in the audit."""
        audit = metadata.tables["audit"]
        asked = audit.select().where(audit.c.act == denied.ACT).order_by(audit.c.id)
        return self.stage.door.read(
            lambda session: [(row.officer_id, row.object_id) for row in session.execute(asked).all()]
        )


def _rows(session: Session, without: set[str]) -> dict[str, set[str]]:
    found = {}
    for table in metadata.sorted_tables:
        if table.name not in without:
            rows = [row for row in session.execute(table.select()).all() if getattr(row, "act", "") != denied.ACT]
            found[table.name] = {str(row) for row in rows}
    return found


def changed(before: dict[str, set[str]], after: dict[str, set[str]]) -> dict[str, list[str]]:
    """The rows that are new or gone, by table."""
    return {name: sorted(before[name] ^ rows) for name, rows in after.items() if rows != before[name]}


async def together(*works: Any) -> list[Any]:
    """Several at once."""
    return list(await asyncio.gather(*works))
