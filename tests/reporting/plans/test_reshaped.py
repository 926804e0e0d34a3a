"""The same plan as other hands and programs would save it: what it states must not depend on that."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from reporting.plans.document import read_bytes
from reporting.plans.text import key

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "plans"
# One of each shape: Roman and Arabic numbers with labels, phases, days first, a programme by quarters.
PLANS = ["104", "113", "117", "120", "121"]
ENOUGH = 0.97


def wrapped(width: int, between: str) -> Callable[[str], str]:
    """Broken at a width as printed text is, paragraphs parted by `between`."""

    def change(text: str) -> str:
        lines = [line for line in text.split("\n") if line.strip()]
        return between.join("\n".join(textwrap.wrap(line, width, break_on_hyphens=False)) for line in lines)

    return change


def marks_alone(text: str) -> str:
    """Numbers and bullets on lines of their own, as some programs take text out of a PDF."""
    return re.sub(r"(?m)^(\s*(?:\d+(?:\.\d+)*\.|[IVX]+\.|[-+*]))\s+(?=\S)", r"\1\n\n", text)


RESHAPED: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "windows": lambda text: text.replace("\n", "\r\n"),
    "indented": lambda text: "\n".join("\t  " + line if line else line for line in text.split("\n")),
    "double spaces": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "round bullets": lambda text: re.sub(r"(?m)^(\s*)- ", r"\1• ", text),
    "glued bullets": lambda text: re.sub(r"(?m)^(\s*)- ", r"\1-", text),
    "other spelling": lambda text: text.replace("Ủy", "Uỷ").replace("ủy", "uỷ").replace("hóa", "hoá"),
    "no blank lines": lambda text: "\n".join(line for line in text.split("\n") if line.strip()),
    "blank lines everywhere": lambda text: "\n\n".join(line for line in text.split("\n") if line.strip()),
    "wrapped": wrapped(70, "\n"),
    "wrapped with gaps": wrapped(95, "\n\n"),
    "marks alone": marks_alone,
}


def stated(text: str) -> set[tuple[object, ...]]:
    """What a plan states, apart from spelling: tasks with their days and leads, and the obligations."""
    plan = read_bytes(text.encode(), "plan.txt")
    tasks = {
        (key(task.title)[:60], task.when.start, task.when.due, key(task.lead or ""), len(task.milestones))
        for task in plan.tasks
    }
    return tasks | {(duty.frequency, duty.before_day, duty.month, key(duty.to or "")) for duty in plan.obligations}


@cache
def original(number: str) -> tuple[str, frozenset[tuple[object, ...]]]:
    path = next(FOLDER.glob(f"{number}_*.txt"))
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    return text, frozenset(stated(text))


@pytest.mark.parametrize("name", RESHAPED)
def test_a_plan_says_the_same_in_every_shape(name: str) -> None:
    missing: list[tuple[object, ...]] = []
    wanted = 0
    for number in PLANS:
        text, before = original(number)
        after = stated(RESHAPED[name](text))
        wanted += len(before)
        missing += (before - after) | (after - before)
    assert len(missing) <= (1 - ENOUGH) * wanted, missing
