"""/nhatky: the audit in pages, newest first, by group of acts and by day; a line opens to its before and after."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

import locales
from handlers.kit import Asked, Desk, Menu, Row, Screen, Speaker, cut, page, show
from handlers.listing import NUMBERS_IN_A_ROW, turning
from reporting import journal
from reporting.journal import GROUPS, PAGE, Page, View
from reporting.people import Person
from reporting.refusal import Refusal
from storage.audit_views import Line

VALUE_MOST = 150
FIELDS_MOST = 24


class Leafed(CallbackData, prefix="nk"):
    """A page of the audit: up to that line, of that group and day (20261210; "" is all)."""

    upto: int
    group: str = ""
    day: str = ""
    page: int = 0


class Opened(CallbackData, prefix="nl"):
    """One line, and the page that leads back."""

    line: int
    upto: int
    group: str = ""
    day: str = ""
    page: int = 0


def build() -> Router:
    """The router of the audit."""
    router = Router(name="journal")
    for observer in (router.message, router.callback_query):
        observer.register(asked_for, Asked("nhatky"))
    router.callback_query.register(turned, Leafed.filter())
    router.callback_query.register(opened, Opened.filter())
    return router


async def asked_for(event: Message | CallbackQuery, desk: Desk, person: Person, say: Speaker) -> None:
    """The newest lines; that they were read is noted."""
    upto = await desk(journal.open_, desk.now, person.id)
    await show(event, await _page(View(upto), desk, person, say))


async def turned(event: CallbackQuery, callback_data: Leafed, desk: Desk, person: Person, say: Speaker) -> None:
    """Another page or filter."""
    leaf = callback_data
    await show(event, await _page(View(leaf.upto, leaf.group, _day(leaf.day), leaf.page), desk, person, say))


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        raise Refusal("refused-out-of-date") from None


async def _page(view: View, desk: Desk, person: Person, say: Speaker) -> Screen:
    found = await desk(journal.page, desk.now, person.id, view, desk.office)
    return screen(say, found, desk.office.today(desk.now))


def screen(say: Speaker, found: Page, today: date) -> Screen:
    """Eight lines with a number each, the filters, the pages."""
    view, first = found.view, found.view.page * PAGE + 1
    lines = [f"{n}. {told(say, line)}" for n, line in enumerate(found.lines, start=first)]
    here = _leaf(view)
    opens = [
        (str(n), Opened(line=line.audit.id or 0, **here.model_dump()))
        for n, line in enumerate(found.lines, start=first)
    ]
    rows: list[Row] = [opens[i : i + NUMBERS_IN_A_ROW] for i in range(0, len(opens), NUMBERS_IN_A_ROW)]
    earlier = here.model_copy(update={"page": view.page - 1}) if view.page else None
    later = here.model_copy(update={"page": view.page + 1}) if view.page + 1 < found.pages else None
    rows += [turning(say, earlier, later), *_groups(say, here), _days(say, here, view.day, today)]
    rows.append([(say("menu"), Menu(name="menu"))])
    what = say(f"audit-group-{view.group}") if view.group else say("audit-all")
    when = say.day(view.day) if view.day else say("audit-all-days")
    head = say("audit-told", what=what, when=when, count=found.count)
    return Screen(page(say("audit-title"), head, "\n".join(lines) or say("audit-none")), rows)


def _leaf(view: View) -> Leafed:
    day = f"{view.day:%Y%m%d}" if view.day else ""
    return Leafed(upto=view.upto, group=view.group, day=day, page=view.page)


def _groups(say: Speaker, here: Leafed) -> list[Row]:
    buttons = [
        (
            ("✓ " if name == here.group else "") + say(f"audit-group-{name}"),
            here.model_copy(update={"group": "" if name == here.group else name, "page": 0}),
        )
        for name in GROUPS
    ]
    return [buttons[i : i + 3] for i in range(0, len(buttons), 3)]


def _days(say: Speaker, here: Leafed, day: date | None, today: date) -> Row:
    def to(other: date | None) -> Leafed:
        return here.model_copy(update={"day": f"{other:%Y%m%d}" if other else "", "page": 0})

    if day is None:
        return [(say("audit-today"), to(today)), (say("audit-yesterday"), to(today - timedelta(days=1)))]
    row = [(say("audit-day-before"), to(day - timedelta(days=1))), (say("audit-all-days"), to(None))]
    return [*row, (say("audit-day-after"), to(day + timedelta(days=1)))] if day < today else row


def act(say: Speaker, name: str) -> str:
    """The act in words; its name where it is newer than the words."""
    key = f"audit-{name.replace('.', '-')}"
    return say(key) if locales.known(key) else name


def told(say: Speaker, line: Line) -> str:
    """When, who, what, to what, where: one line."""
    row = line.audit
    who = line.officer or (say("audit-nobody", number=row.officer_id) if row.officer_id else say("audit-program"))
    parts = [say.moment(row.at), who, act(say, row.act), _object(say, line)]
    return " · ".join(part for part in [*parts, line.unit or ""] if part)


def _object(say: Speaker, line: Line) -> str:
    row = line.audit
    key = f"audit-object-{row.object}"
    name = say(key) if locales.known(key) else row.object
    if row.object == "unit" and row.object_id == str(row.unit_id):
        return ""  # the unit is named anyway
    return f"{name} {cut(row.object_id, 40)}" if row.object_id else name


async def opened(event: CallbackQuery, callback_data: Opened, desk: Desk, person: Person, say: Speaker) -> None:
    """What it was before and what it is since."""
    about = callback_data
    line = await desk(journal.line, desk.now, person.id, about.upto, about.line)
    back = Leafed(upto=about.upto, group=about.group, day=about.day, page=about.page)
    rows: list[Row] = [[(say("back"), back), (say("menu"), Menu(name="menu"))]]
    texts = [told(say, line)]
    for name, values in (("before", line.audit.before), ("after", line.audit.after)):
        if values:
            texts.append("\n".join([say(f"audit-{name}"), *_fields(values)]))
    if len(texts) == 1:
        texts.append(say("audit-no-values"))
    await show(event, Screen(page(say("audit-line", number=line.audit.id), *texts), rows))


def _fields(values: Mapping[str, Any]) -> list[str]:
    lines = [f"- {name}: {cut(_value(value), VALUE_MOST)}" for name, value in list(values.items())[:FIELDS_MOST]]
    return [*lines, "- …"] if len(values) > FIELDS_MOST else lines


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}={_value(one)}" for name, one in value.items())
    return ", ".join(map(_value, value)) if isinstance(value, list) else "–" if value is None else str(value)
