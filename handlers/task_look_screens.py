"""The screens of those who look at tasks: one that says where to look first, and the lists behind it."""

from aiogram.utils.formatting import Bold, Text, as_list

from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from handlers.listing import Entry, numbered, turning
from handlers.task_buttons import Give, Look, Sheet, TaskOpen
from handlers.task_words import (
    DETAIL_MOST,
    FIELD_MOST,
    NAME_IN_LIST,
    due_short,
    marks_text,
    roomy,
    state_short,
    window,
)
from locales import dates
from reporting.task_groups import Group, Groups
from reporting.task_look import PAGE, SILENCES, Counts, Parts, Ranked
from reporting.task_look import Look as Found
from reporting.task_page import TaskPage
from storage.task_views import OVERDUE, SILENT, STUCK

TITLE_MOST = 70
FILTERS = (OVERDUE, STUCK, SILENT)


def at(asked: Look, view: str, code: int = 0, only: str | None = None, number: int = 0) -> Look:
    """Another page of the same branch; the filter goes along."""
    kept = asked.only if only is None else only
    return asked.model_copy(update={"view": view, "code": code, "only": kept, "page": number})


def overview(say: Speaker, found: Found, asked: Look) -> Screen:
    """How much, how it stands, and the few lines that need a look before all others."""
    counts, everything = found.counts, asked.model_copy(update={"only": "", "page": 0})
    head = say("task-look-title", unit=found.unit)
    if not counts.parts:
        rows: list[Row] = [*_office(say, found), [(say("menu"), Menu(name="menu"))]]
        return Screen(page(head, say("task-look-nothing")), rows)
    entries = [_first(say, one, everything) for one in found.first]
    lines, opens = numbered(entries)
    needs = f"{say('task-look-first')}\n{_apart(lines)}" if lines else say("task-look-calm")
    rows = [
        *opens,
        [(say(f"task-filter-{only}", count=_count(counts, only)), at(everything, "x", only=only)) for only in FILTERS],
        [(say("task-by-task"), at(everything, "t")), (say("task-by-unit"), at(everything, "u"))],
        [(say("task-by-lead"), at(everything, "l"))],
        _silences(say, everything),
        *_office(say, found),
        _end(say, found, asked),
    ]
    told: list[str | Text] = [say("task-look-at", moment=say.moment(found.at)), _counted(say, found)]
    return Screen(page(head, *told, needs), rows)


def _end(say: Speaker, found: Found, asked: Look) -> Row:
    other: list[tuple[str, Look | Menu]] = []
    if len(found.roots) > 1:
        other.append((say("back"), asked.model_copy(update={"root": 0})))
    return [*other, (say("menu"), Menu(name="menu"))]


def _office(say: Speaker, found: Found) -> list[Row]:
    """What the office does here besides looking."""
    if not found.manages:
        return []
    root = found.root_id  # who is of several offices gives for the one that is looked at
    return [[(say("task-new"), Give(act="new", number=root)), (say("task-sheet"), Sheet(act="ask", root=root))]]


def _silences(say: Speaker, asked: Look) -> Row:
    """After how many days one is silent."""
    return [
        (
            ("• " if asked.days == days else "") + say("task-silence", days=days),
            asked.model_copy(update={"view": "o", "days": days}),
        )
        for days in SILENCES
    ]


def _count(counts: Counts, only: str) -> int:
    return {OVERDUE: counts.overdue, STUCK: counts.stuck, SILENT: counts.silent}[only]


def _counted(say: Speaker, found: Found) -> Text:
    counts = found.counts
    lines = [
        Text(say("task-look-parts", tasks=found.tasks, units=found.units, parts=counts.parts)),
        Text(
            say(
                "task-look-states",
                done=counts.done,
                doing=counts.doing,
                stuck=counts.stuck,
                waiting=counts.not_started,
                percent=counts.percent,
            )
        ),
        Text(Bold(say("task-look-needs", overdue=counts.overdue, silent=counts.silent, days=found.silent_days))),
        Text(say("task-look-soon", count=found.soon)),
    ]
    return as_list(*lines)


def _first(say: Speaker, one: Ranked, asked: Look) -> Entry:
    """Which unit, what, and why it needs a look."""
    return Entry(_ranked(say, one, unit=True), _open(one, asked.model_copy(update={"view": "o"})))


def _ranked(say: Speaker, one: Ranked, unit: bool, title: bool = True) -> str:
    line = one.line
    name = " – ".join(
        part
        for part in (cut(line.unit, NAME_IN_LIST) if unit else "", cut(line.title, TITLE_MOST) if title else "")
        if part
    )
    parts = [due_short(say, line.due, line.days_late, line.days_left), state_short(say, line.stand)]
    if one.rank in (3, 4):
        told = say("task-silent-since", day=dates.day(line.told_at.astimezone(say.zone).date())) if line.told_at else ""
        parts.append(told or say("task-silent-ever"))
    return f"{name}\n{'; '.join(parts)}"


def _apart(lines: list[str]) -> str:
    """Entries of two lines each, told apart at a glance."""
    return "\n\n".join(lines)


def _open(one: Ranked, asked: Look) -> TaskOpen:
    part = one.line.assignment_id
    return TaskOpen(part=part, view=asked.view, root=asked.root, only=asked.only, page=asked.page)


def groups(say: Speaker, found: Groups, asked: Look) -> Screen:
    """A page of tasks, units or leads, those in need first."""
    behind = {"t": "T", "u": "U", "l": "L"}[asked.view]
    entries = [Entry(_group(say, one, asked.view), at(asked, behind, one.id)) for one in found.lines]
    lines, opens = numbered(entries, found.page * PAGE + 1)
    title = say({"t": "task-by-task", "u": "task-by-unit", "l": "task-by-lead"}[asked.view])
    nothing = say("task-filter-nothing")
    rows: list[Row] = [*opens, _turn(say, asked, found.page, found.pages), _filters(say, asked), _up(say, asked)]
    return Screen(page(_head(say, title, asked), "\n".join(lines) or nothing), rows)


def _group(say: Speaker, one: Group, view: str) -> str:
    counts = one.counts
    told = say("task-group", done=counts.done, parts=counts.parts, percent=counts.percent)
    needs = [say(f"task-group-{only}", count=_count(counts, only)) for only in FILTERS if _count(counts, only)]
    name = cut(one.name, TITLE_MOST) or say("task-no-lead")
    if view == "t" and one.due:
        name = f"{name} ({say('task-due-past', day=dates.day(one.due))})"
    if view == "l":
        name = f"{name} ({say('task-count', count=one.tasks)})"
    return f"{name}: {'; '.join([told, *needs])}"


def parts(say: Speaker, found: Parts, asked: Look, name: str) -> Screen:
    """Single tasks of single units: of one unit, one lead, or the branch."""
    entries = [Entry(_ranked(say, one, unit=asked.view != "U"), _open(one, asked)) for one in found.lines]
    lines, opens = numbered(entries, found.page * PAGE + 1)
    title = cut(name, NAME_IN_LIST) or say("task-all-parts")
    rows: list[Row] = [*opens, _turn(say, asked, found.page, found.pages), _filters(say, asked), _up(say, asked)]
    head = say("task-parts-count", count=found.total)
    return Screen(page(_head(say, title, asked), head, _apart(lines) or say("task-filter-nothing")), rows)


def _head(say: Speaker, title: str, asked: Look) -> str:
    return f"{title} · {say(f'task-only-{asked.only}', days=asked.days)}" if asked.only else title


def _turn(say: Speaker, asked: Look, number: int, pages: int) -> Row:
    def to(there: int) -> Look:
        return asked.model_copy(update={"page": there})

    return turning(say, to(number - 1) if number else None, to(number + 1) if number + 1 < pages else None)


def _filters(say: Speaker, asked: Look) -> Row:
    """All of it, or only what is overdue, stuck, silent."""
    return [
        (
            ("• " if asked.only == only else "") + say(f"task-filter-name-{only or 'all'}"),
            asked.model_copy(update={"only": only, "page": 0}),
        )
        for only in ("", *FILTERS)
    ]


def _up(say: Speaker, asked: Look) -> Row:
    """From behind a line back to its list, from a list to the overview."""
    view = {"T": "t", "U": "u", "L": "l"}.get(asked.view, "o")
    return [(say("back"), at(asked, view, only="" if view == "o" else None)), (say("menu"), Menu(name="menu"))]


def task(say: Speaker, found: TaskPage, asked: Look) -> Screen:
    """What the task is, and how it stands with each unit."""
    told = [
        ("plan", " · ".join(part for part in (found.plan, found.code) if part)),
        ("lead", found.lead),
        ("supervisor", found.supervisor),
        ("partners", found.partners),
        ("result", found.result),
        ("start", say.day(found.start) if found.start else ""),
        ("due", window(say, found.due, 0, None)),
        ("phrase", found.time_phrase),
    ]
    facts = [Text(Bold(say(f"task-fact-{name}")), ": ", cut(value, FIELD_MOST)) for name, value in told if value]
    counts = found.counts
    stands = say(
        "task-look-states",
        done=counts.done,
        doing=counts.doing,
        stuck=counts.stuck,
        waiting=counts.not_started,
        percent=counts.percent,
    )
    entries = [Entry(_ranked(say, one, unit=True, title=False), _open(one, asked)) for one in found.parts.lines]
    lines, opens = numbered(entries, found.parts.page * PAGE + 1)
    rows: list[Row] = [*opens, _turn(say, asked, found.parts.page, found.parts.pages), _filters(say, asked)]
    if found.manages:
        rows.append(
            [
                (say("task-edit"), Give(act="go", task=found.task_id, code="preview")),
                (say("task-withdraw"), Give(act="back", task=found.task_id)),
            ]
        )
    rows.append(_up(say, asked))
    detail = cut(found.detail, DETAIL_MOST)
    listed = _apart(lines) or say("task-filter-nothing")
    texts: list[str | Text] = [as_list(*facts), detail, marks_text(say, found.marks), stands, listed]
    return Screen(roomy(_head(say, found.title, asked), texts, (1, 2, 0)), rows)


def chooser(say: Speaker, roots: list[tuple[int, str]]) -> Screen:
    """Several branches: which?"""
    rows: list[Row] = [[(name, Look(view="o", root=root))] for root, name in roots]
    rows.append([(say("menu"), Menu(name="menu"))])
    return Screen(page(say("task-look-choose")), rows)
