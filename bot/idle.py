"""An account that was idle for a quarter may be somebody else's by now: a telephone number is given on, a phone lost.

Until a new invite code was typed there, it can write and send the report that is due, and do nothing that shows what
was reported before. What is not in the list below is closed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.types import CallbackQuery, Message

from handlers.kit import Menu, Screen, Speaker, command_in, page, words_in
from handlers.report_buttons import Back, Files, Fix, HandIn, Pass, Remove, Settle, Tap
from handlers.report_hand_in import AsItIs, Rewrite
from handlers.task_buttons import TaskAsk, TaskList, TaskMark, TaskOpen, TaskPercent, TaskSay, TaskStuck, TaskUndo
from reporting import joining
from reporting.draft import TOPIC as REPORT
from reporting.people import Person
from reporting.task_answer import TOPIC as TASK

COMMANDS = frozenset({"start", "menu", "baocao", "nhiemvu", "tieptuc", "huy", "trogiup", "ngonngu"})
"""Of what commands and their buttons do: the report that is due, the own tasks, help."""
WRITING = (AsItIs, Back, Files, Fix, HandIn, Pass, Remove, Rewrite, Settle, Tap)
TELLING = (TaskAsk, TaskList, TaskMark, TaskOpen, TaskPercent, TaskSay, TaskStuck, TaskUndo)
OPEN = frozenset({one.__prefix__ for one in (*WRITING, *TELLING)} | {"go", "lang", "later", "zz", "diff", "dl"})
TOPICS = (REPORT, TASK, "difficulty")


@dataclass(frozen=True)
class Idle:
    """`days`: after so many without a word an account is unsure; 0 is never."""

    days: int

    def is_unsure(self, person: Person, now: datetime) -> bool:
        """Whether nobody can say any more that this account is still that officer's."""
        return bool(self.days and person.seen_at is not None and now - person.seen_at > timedelta(days=self.days))


def reads(event: Message | CallbackQuery, person: Person) -> bool:
    """Whether this could show what was reported before."""
    if isinstance(event, CallbackQuery):
        prefix, _, rest = (event.data or "").partition(":")
        return rest not in COMMANDS if prefix == Menu.__prefix__ else prefix not in OPEN
    if joining.looks_like_code(event.text or ""):
        return False
    named = command_in(event.text)
    if named is None and person.topic in TOPICS:
        return False  # an answer, a picture for it
    named = named or words_in(event.text)
    return named not in COMMANDS


def confirm_screen(say: Speaker) -> Screen:
    """What is asked for, and what goes on meanwhile."""
    return Screen(page(say("idle-title"), say("idle-told")), [[(say("menu"), Menu(name="menu"))]])
