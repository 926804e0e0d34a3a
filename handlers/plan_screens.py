"""What the conversation about a plan that is not issued yet shows."""

from handlers import plan_diff_screens
from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from handlers.listing import Entry, home, numbered, turning
from handlers.plan_buttons import Ask, Draft, Issue, Item, Whole
from handlers.plan_words import day, doubts, when
from reporting.plan_view import ALL, DOUBTFUL, DROPPED, PAGE, Line, Overview

TITLE_SHOWN = 110


def overview(say: Speaker, found: Overview, note: str = "") -> Screen:
    """So many tasks, these dated, these doubtful; what can be done next."""
    number = say("plan-number", number=found.number) if found.number else say("plan-no-number")
    dated = say("plan-head-issued", number=number, day=day(found.issued)) if found.issued else number
    counts = [say("plan-count", tasks=found.tasks, dated=found.dated, milestones=found.milestones)]
    counts += _when_positive(
        say,
        ("plan-count-recurring", found.recurring),
        ("plan-count-standing", found.standing),
        ("plan-count-waiting", found.waiting),
        ("plan-count-undated", found.undated),
        ("plan-count-units", found.without_units),
        ("plan-count-unclear", found.unclear),
        ("plan-count-unpaired", found.unpaired),
        ("plan-count-dropped", found.dropped),
        ("plan-count-duties", found.duties),
        *((f"plan-notice-{key}", count) for key, count in found.notices),
    )
    corrected = (
        say("plan-corrects", plan=found.corrects) + "\n" + plan_diff_screens.counts(say, found.diff)
        if found.corrects
        else ""
    )
    nothing = say("plan-nothing-published")
    text = page(cut(found.title, 300), note, dated, "\n".join(counts), corrected, nothing)
    return Screen(text, _overview_rows(say, found))


def _when_positive(say: Speaker, *counted: tuple[str, int]) -> list[str]:
    return [say(key, count=count) for key, count in counted if count]


def _overview_rows(say: Speaker, found: Overview) -> list[Row]:
    at = found.draft_id
    rows: list[Row] = []
    if found.doubtful:
        rows.append([(say("plan-see-doubtful", count=found.doubtful), Draft(draft=at, view=DOUBTFUL))])
    rows.append([(say("plan-see-all", count=found.tasks), Draft(draft=at, view=ALL))])
    if found.corrects:
        rows.append([(say("plan-see-differences"), Draft(draft=at, view="f"))])
    if found.without_units:
        rows.append([(say("plan-give-rest", count=found.without_units), Ask(draft=at, item=0, what="rest"))])
    rows.append([(say("plan-issue-preview"), Draft(draft=at, view="i"))])
    rows.append([(say("plan-add"), Ask(draft=at, item=0, what="add")), (say("plan-rename"), _ask(at, "name"))])
    more: Row = [(say("plan-which"), Draft(draft=at, view="c"))]
    if found.dropped:
        more = [*more, (say("plan-see-dropped", count=found.dropped), Draft(draft=at, view=DROPPED))]
    rows.append(more)
    rows.append([(say("plan-discard"), Draft(draft=at, view="q")), (say("menu"), Menu(name="menu"))])
    return rows


def _ask(draft: int, what: str) -> Ask:
    return Ask(draft=draft, item=0, what=what)


def listed(say: Speaker, draft_id: int, which: str, found: tuple[list[Line], int, int, int]) -> Screen:
    """A page of tasks, each number a button."""
    lines, at, pages, total = found
    entries = [Entry(_told(say, line), Item(item=line.item_id)) for line in lines]
    texts, opens = numbered(entries, at * PAGE + 1)
    turn = turning(
        say,
        Draft(draft=draft_id, view=which, page=at - 1) if at else None,
        Draft(draft=draft_id, view=which, page=at + 1) if at + 1 < pages else None,
    )
    key = {DOUBTFUL: "plan-list-doubtful", ALL: "plan-list-all", DROPPED: "plan-list-dropped"}[which]
    head = say(key, count=total, page=at + 1, pages=pages)
    return Screen(
        page(head, "\n\n".join(texts) or say("plan-list-empty")), [*opens, turn, home(say, Draft(draft=draft_id))]
    )


def _told(say: Speaker, line: Line) -> str:
    parts = [f"{line.code + ' ' if line.code else ''}{cut(line.title, TITLE_SHOWN)}"]
    parts.append(say("plan-line", when=when(say, line), units=line.units, lead=cut(line.lead, 60) or "–"))
    if line.doubts:
        parts.append(say("plan-line-doubts", doubts=doubts(say, line)))
    return "\n".join(parts)


def preview(say: Speaker, found: Overview) -> Screen:
    """What Ban hành would do; or what is to be settled before."""
    at = found.draft_id
    counts = say("plan-count", tasks=found.tasks, dated=found.dated, milestones=found.milestones)
    rows: list[Row] = []
    if not found.tasks:
        told = say("plan-refused-nothing")
    elif found.unpaired:
        told = say("plan-refused-unpaired", count=found.unpaired)
        rows.append([(say("plan-see-doubtful", count=found.doubtful), Draft(draft=at, view=DOUBTFUL))])
    elif found.unclear:
        told = say("plan-refused-unclear-units", count=found.unclear)
        rows.append([(say("plan-see-doubtful", count=found.doubtful), Draft(draft=at, view=DOUBTFUL))])
    elif found.without_units:
        told = say("plan-refused-no-units", count=found.without_units)
        rows.append([(say("plan-give-rest", count=found.without_units), Ask(draft=at, item=0, what="rest"))])
        rows.append([(say("plan-units-own", unit=cut(found.own, 40)), Whole(draft=at, act="own"))])
        rows.append([(say("plan-see-doubtful", count=found.doubtful), Draft(draft=at, view=DOUBTFUL))])
    else:
        doubtful = say("plan-preview-doubtful", count=found.doubtful) if found.doubtful else ""
        told = "\n".join(part for part in (say("plan-preview-told"), doubtful) if part)
        rows.append([(say("plan-issue"), Issue(draft=at, version=found.version))])
    corrected = (
        say("plan-corrects", plan=found.corrects) + "\n" + plan_diff_screens.counts(say, found.diff)
        if found.corrects
        else ""
    )
    head = page(say("plan-preview", title=cut(found.title, 200)), counts, corrected, told)
    return Screen(head, [*rows, home(say, Draft(draft=at))])


def which(say: Speaker, found: Overview, plans: list[tuple[int, str]]) -> Screen:
    """Which plan the document corrects."""
    rows: list[Row] = [
        [(cut(name, 60), Whole(draft=found.draft_id, act="link", of=plan_id))] for plan_id, name in plans[:8]
    ]
    if found.corrects:
        rows.append([(say("plan-which-none"), Whole(draft=found.draft_id, act="link"))])
    now = say("plan-corrects", plan=found.corrects) if found.corrects else say("plan-corrects-none")
    told = say("plan-which-ask") if rows else say("plan-which-nothing")
    return Screen(page(say("plan-which"), now, told), [*rows, home(say, Draft(draft=found.draft_id))])


def really(say: Speaker, found: Overview) -> Screen:
    """Throw away what was read?"""
    rows: list[Row] = [[(say("plan-discard-yes"), Whole(draft=found.draft_id, act="discard"))]]
    return Screen(page(say("plan-discard-ask"), cut(found.title, 200)), [*rows, home(say, Draft(draft=found.draft_id))])
