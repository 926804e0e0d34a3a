"""The words of every message that the program sends of its own accord, made when it leaves.

`render` takes the outbox's content, {"text": KEY, "values": {...}}, and gives a Letter. A key that is not in TEXTS is a
sentence of the locales, said with its values as they are; its "title" and "buttons" (rows of {"text": sentence,
"data" | "url"}) are optional.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from channels import letter_broadcast, letter_notices, letter_plans, letter_reminder
from channels.letter import Body, Talk
from channels.messenger import Button, Letter
from channels.styled import page
from storage.base import Json
from storage.files import FileStore

TEXTS: Mapping[str, Callable[[Talk, Json], Body]] = {
    "receipt": letter_notices.receipt,
    "handed": letter_notices.handed,
    "nudge": letter_notices.nudge,
    "difficulty": letter_notices.difficulty,
    "joined": letter_notices.joined,
    "silence": letter_notices.silence,
    "alarm-silence": letter_notices.silence_found,
    "broadcast": letter_broadcast.broadcast,
    "broadcast-answers": letter_broadcast.answers,
    "plan-word": letter_plans.word,
    "reminder": letter_reminder.reminder,
    "escalation": letter_reminder.reminder,
}

ANSWERS = ("receipt",)
"""Texts that somebody waits for who has just done something."""


def render(content: Json, language: str, now: datetime, zone: ZoneInfo, files: FileStore | None = None) -> Letter:
    """The letter in this language, in words that are true at `now` on the office's clock (`zone`).

    A content with a "file" ({"stored", "name"}) takes it out of `files`. Raises KeyError for a content without a known
    text, ValueError where a value is missing, or the store of a file.
    """
    talk = Talk(language, now.astimezone(zone))
    body = TEXTS.get(content["text"], _sentence(content))(talk, content.get("values", {}))
    again = talk("letter-again") if content.get("again") else ""
    text, entities = page(body.title, *body.paragraphs, again)
    extra = {"key": body.key} if body.key else {}
    buttons = tuple(tuple(row) for row in body.buttons if row)
    kept = content.get("file")
    if not kept:
        return Letter(text, entities, buttons, extra=extra, answers=content["text"] in ANSWERS)
    if files is None:
        raise ValueError("the letter has a file and there is no store to take it from")
    return Letter(text, entities, buttons, files.path(kept["stored"]), kept["name"] or "", extra)


def _sentence(content: Json) -> Callable[[Talk, Json], Body]:
    def say(talk: Talk, values: Json) -> Body:
        title = talk(content.get("title", "letter-notice"))
        return Body(title, [talk(content["text"], **values)], [_row(talk, row) for row in content.get("buttons", ())])

    return say


def _row(talk: Talk, row: list[dict[str, Any]]) -> list[Button]:
    return [Button(talk(one["text"]), data=one.get("data"), url=one.get("url")) for one in row]
