"""What a plan and its office mean by words: the units behind «chủ trì», a window that was typed. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reporting import plan_unit_words
from reporting.plans.model import When
from reporting.plans.phrases import find_deadlines, read_label
from reporting.plans.pieces import Context
from reporting.refusal import Refusal
from reporting.task_units import COUNT, UNCLEAR, Meant
from reporting.task_words import day_in
from reporting.text import clean_name, fold
from storage.units import Unit

WINDOW_MOST = 300

# «… MTTQ Việt Nam tỉnh» in the province's own plan is the office itself.
_LEVELS = {"tinh": {"tinh"}, "thanh pho": {"thanh_pho", "huyen"}, "huyen": {"huyen"}, "xa": {"xa"}}
_LEVELS |= {"phuong": {"phuong"}, "dac khu": {"dac_khu"}, "quan": {"huyen"}, "thi xa": {"huyen"}}


def units_of_lead(lead: str, root: Unit, there: Sequence[Unit]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """(units, names to be asked back) that the words after «chủ trì» name without doubt; nothing where they do not.

    A department that is no unit of the tree gives nothing: who does the work there is for the office to say.
    """
    words = clean_name(lead).strip(" .;,")
    place = plan_unit_words.place_of(words)
    if not place:
        return (), ()
    if place != words and root.id is not None and root.kind in _LEVELS.get(fold(place), set()):
        return (root.id,), ()
    if place != words and fold(place) in {"xa phuong", "phuong xa", "xa", "phuong", "huyen", "huyen thanh pho"}:
        place = f"các {place}"
    meant = plan_unit_words.read(place, there)
    asked = tuple(one.piece for one in meant.questions if one.why in (UNCLEAR, COUNT))
    if len(asked) < len(meant.questions):
        return (), ()
    return meant.units, asked


def read_units(typed: str, there: Sequence[Unit]) -> Meant:
    """What a person typed, the Front's own bodies before the place passed over. Raises Refusal("refused-empty")."""
    meant = plan_unit_words.read(typed, there)
    if not meant.units and not meant.questions:
        raise Refusal("refused-empty")
    return meant


def window_in(raw: str, context: Context, today: date) -> When:
    """The window that was typed: a day, «không có hạn», or words as plans have them («trong quý II/2026»).

    Raises Refusal("plan-refused-window") for what names nothing, or what contradicts itself.
    """
    words = clean_name(raw)[:WINDOW_MOST]
    try:
        day = day_in(words, today)
        return When(phrase=words, due=day, standing=day is None)
    except Refusal:
        when = read_label(words, context)
    if not when.says_something or "start-after-due" in when.doubts or "impossible-date" in when.doubts:
        raise Refusal("plan-refused-window")
    if when.recurring:
        ends = [spot.when.due for spot in find_deadlines(words, context) if spot.when.due]
        when = replace(when, due=max(ends, default=None))
    return replace(when, doubts=())


def days_of_units(raw: str, there: Sequence[Unit], today: date) -> list[tuple[Meant, date | None]]:
    """(units, day) of each «xã An Hòa; xã Bình Hòa: 15/03/2027», a line or a piece each; «không có» is no day.

    Raises Refusal: "plan-refused-event" for what has no name and day, "task-refused-day", "refused-empty".
    """
    found: list[tuple[Meant, date | None]] = []
    names: list[str] = []
    for piece in filter(None, (clean_name(one) for one in re.split(r"[;\n]", raw))):
        name, sign, day = piece.rpartition(":")
        if not sign:
            names.append(piece)
            continue
        units = read_units("; ".join([*names, name]), there)
        found.append((units, day_in(day, today)))
        names = []
    if names or not found:
        raise Refusal("plan-refused-event")
    return found
