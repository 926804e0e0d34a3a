"""The screen before delicate words leave: the very passages, rewrite or as it is; nothing is decided for the writer."""

from collections.abc import Callable, Sequence
from typing import Any

from aiogram.filters import Filter
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from aiogram.utils.formatting import Bold, Text, as_list

from handlers.kit import Desk, Menu, Row, Screen, Speaker, cut, page, show
from reporting import warned
from reporting.people import Person
from reporting.warned import Delicate, Seen

SHOWN, PASSAGE_MOST, REWRITES = 8, 80, 6


class Choice(CallbackData, prefix="dl"):
    """What becomes of the words that were typed in this conversation: `how` is rewrite or as-is."""

    topic: str
    how: str


class Chosen(Filter):
    """That button, of that conversation."""

    def __init__(self, topic: str, how: str) -> None:
        self.topic, self.how = topic, how

    async def __call__(self, event: CallbackQuery) -> bool:
        """Whether it is this one."""
        return event.data == Choice(topic=self.topic, how=self.how).pack()


def screen(
    say: Speaker,
    told: Delicate,
    rewrites: Sequence[Row],
    as_is: CallbackData,
    place: Callable[[Seen], str] | None = None,
) -> Screen:
    """The passages, each with where it stands and what it seems to be; what is barred has no way to send it."""
    lines = [_line(say, seen, place) for seen in told.found[:SHOWN]]
    if len(told.found) > SHOWN:
        lines.append(Text(say("delicate-more", count=len(told.found) - SHOWN)))
    advice = "delicate-advice-barred" if told.barred else "delicate-advice-secret" if told.secret else "delicate-advice"
    rows: list[Row] = [*rewrites]
    if not told.barred:
        rows.append([(say("delicate-as-is"), as_is)])
    rows.append([(say("menu"), Menu(name="menu"))])
    return Screen(page(say(told.key, **told.values), as_list(*lines), say(advice)), rows)


def _line(say: Speaker, seen: Seen, place: Callable[[Seen], str] | None) -> Text:
    where = f"{place(seen)} · " if place else ""
    words = cut(seen.passage.text, PASSAGE_MOST)
    return Text("• ", where, say(f"delicate-kind-{seen.passage.kind}"), ": ", Bold(f"“{words}”"))


async def ask(
    event: Message | CallbackQuery, told: Delicate, topic: str, text: str, desk: Desk, person: Person, say: Speaker
) -> None:
    """Words that would have left at once: kept beside the conversation until the writer has chosen.

    What bears a mark of secrecy is not kept there either.
    """
    await desk(warned.hold, desk.now, person.id, topic, "" if told.barred else text)
    rewrite: list[Row] = [[(say("delicate-rewrite"), Choice(topic=topic, how="rewrite"))]]
    await show(event, screen(say, told, rewrite, Choice(topic=topic, how="as-is")))


def register(taps: Any, topic: str, rewrite: Any, as_is: Any) -> None:
    """The two buttons of a conversation whose typed words leave at once."""
    taps.register(rewrite, Chosen(topic, "rewrite"))
    taps.register(as_is, Chosen(topic, "as-is"))
