"""What the conversation about a plan that is not issued yet shows."""

from datetime import date

from handlers.kit import Menu, Row, Screen, Speaker, cut, page
from handlers.listing import Entry, home, numbered, turning
from handlers.plan_buttons import Ask, Draft, Give, Issue, Item, Meant, Whole
from reporting.plan_diff import Change, Diff
from reporting.plan_units import Given
from reporting.plan_view import ALL, DOUBTFUL, DROPPED, PAGE, Card, Line, Overview
from reporting.task_units import Question

TITLE_SHOWN, DETAIL_SHOWN, SHOWN = 110, 900, 5


def day(value: date | None) -> str:
    """16/12/2026."""
    return f"{value:%d/%m/%Y}" if value else "–"


def when(say: Speaker, line: Line) -> str:
    """The window in a few words: a day, from when to when, how often, what it waits for."""
    if line.recurring:
        often = say(f"plan-often-{line.recurring}")
        return say("plan-when-often-until", often=often, day=day(line.due)) if line.due else often
    if line.due and line.start and line.start != line.due:
        told = say("plan-when-window", start=day(line.start), due=day(line.due))
    elif line.due:
        told = say("plan-when-due", due=day(line.due))
    elif line.event:
        return say("plan-when-event", event=cut(line.event, 60))
    elif line.start:
        return say("plan-when-from", start=day(line.start))
    else:
        return say("plan-when-standing" if line.standing else "plan-when-none")
    return say("plan-when-about", told=told) if line.approximate else told


def doubts(say: Speaker, line: Line) -> str:
    """What should be looked at."""
    return "; ".join(say(f"plan-doubt-{key}") for key in line.doubts)


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
        ("plan-count-dropped", found.dropped),
        ("plan-count-duties", found.duties),
        *((f"plan-notice-{key}", count) for key, count in found.notices),
    )
    corrected = say("plan-corrects", plan=found.corrects) + "\n" + _diff_line(say, found.diff) if found.corrects else ""
    nothing = say("plan-nothing-published")
    text = page(cut(found.title, 300), note, dated, "\n".join(counts), corrected, nothing)
    return Screen(text, _overview_rows(say, found))


def _when_positive(say: Speaker, *counted: tuple[str, int]) -> list[str]:
    return [say(key, count=count) for key, count in counted if count]


def _diff_line(say: Speaker, diff: Diff) -> str:
    return say("plan-diff-count", new=len(diff.new), changed=len(diff.changed), gone=len(diff.gone), same=diff.same)


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


def card(say: Speaker, found: Card, note: str = "") -> Screen:
    """One task, with a button for all that can be corrected."""
    line = found.line
    where = [line.code or "", say("plan-at-line", line=found.text_line) if found.text_line else ""]
    facts = [
        say("plan-card-when", when=when(say, line)),
        say("plan-card-phrase", phrase=cut(line.phrase, 200)) if line.phrase else "",
        say("plan-card-lead", lead=line.lead or "–"),
        say("plan-card-supervisor", name=found.supervisor) if found.supervisor else "",
        say("plan-card-partners", name=cut(found.partners, 200)) if found.partners else "",
        say("plan-card-result", result=cut(found.result, 200)) if found.result else "",
        say("plan-card-units", count=line.units, names=_names(found.unit_names, line.units)),
    ]
    marks = [
        say("plan-mark", title=cut(title, 100), day=day(due) if due else phrase or "–")
        for title, phrase, due in found.milestones
    ]
    text = page(
        cut(line.title, 400),
        note,
        " · ".join(part for part in where if part),
        say("plan-card-doubts", doubts=doubts(say, line)) if line.doubts else "",
        "\n".join(fact for fact in facts if fact),
        "\n".join([say("plan-card-marks"), *marks[:10]]) if marks else "",
        cut(found.detail, DETAIL_SHOWN),
        say("plan-card-dropped") if line.dropped else "",
    )
    return Screen(text, _card_rows(say, found))


def _names(names: tuple[str, ...], count: int) -> str:
    return "; ".join(names) + ("; …" if count > len(names) else "") if names else "–"


def _card_rows(say: Speaker, found: Card) -> list[Row]:
    line, up = found.line, Draft(draft=found.draft_id, view=DOUBTFUL if found.line.doubts else ALL)
    if not found.open:
        return [home(say, Draft(draft=found.draft_id))]
    if line.dropped:
        return [[(say("plan-take-back"), Item(item=line.item_id, act="back"))], home(say, up)]
    rows: list[Row] = []
    if any(key not in ("units-unclear", "units-missing") for key in line.doubts):
        rows.append([(say("plan-right"), Item(item=line.item_id, act="ok"))])
    rows.append([(say("plan-fix-units"), Item(item=line.item_id, act="units"))])
    for pair in (("title", "window"), ("lead", "supervisor"), ("marks",)):
        rows.append(
            [(say(f"plan-fix-{what}"), Ask(draft=found.draft_id, item=line.item_id, what=what)) for what in pair]
        )
    last: Row = [(say("plan-drop"), Item(item=line.item_id, act="drop"))]
    if not line.standing:
        last = [(say("plan-stand"), Item(item=line.item_id, act="stand")), *last]
    return [*rows, last, home(say, up)]


def asked(say: Speaker, what: str, back: Draft | Item, title: str = "") -> Screen:
    """What is to be typed."""
    return Screen(page(say(f"plan-ask-{what}"), cut(title, 200)), [[(say("back"), back)]])


def units(say: Speaker, found: Given) -> Screen:
    """The units of a task: typed, a whole kind, the office itself; a name that is unclear is asked back first."""
    back = Item(item=found.item_id)
    told = say("plan-units-now", count=found.count, names=_names(found.names, found.count))
    beside = [
        say("plan-units-beside", count=count, kind=say(f"plan-kind-{kind}")) for kind, count in found.beside.items()
    ]
    if found.question is not None:
        rows: list[Row] = [
            [(f"{one.name} ({one.above})" if one.above else one.name, Meant(item=found.item_id, unit=one.id))]
            for one in found.candidates
        ]
        rows.append([(say("plan-units-none"), Meant(item=found.item_id, unit=0))])
        text = page(cut(found.title, 200), told, _question(say, found.question), "\n".join(beside))
        return Screen(text, [*rows, [(say("back"), back)]])
    kinds: list[Row] = [
        [(say("plan-units-all", kind=say(f"plan-kind-{kind}"), count=count), Give(item=found.item_id, kind=kind))]
        for kind, count in found.kinds.items()
    ]
    own: Row = [(say("plan-units-own", unit=cut(found.own, 40)), Give(item=found.item_id, kind="own"))]
    end: Row = [(say("plan-units-done"), back)]
    if found.count:
        end = [(say("plan-units-clear"), Give(item=found.item_id, kind="clear")), *end]
    text = page(
        cut(found.title, 200),
        say("plan-card-lead", lead=found.lead or "–"),
        told,
        "\n".join(beside),
        say("plan-ask-units"),
    )
    return Screen(text, [*kinds, own, end])


def _question(say: Speaker, question: Question) -> str:
    return say(f"plan-question-{question.why}", piece=question.piece, said=question.said, found=question.found)


def differences(say: Speaker, found: Overview) -> Screen:
    """New, changed and gone, with a way to keep what the new document does not tell of."""
    diff, parts = found.diff, [_diff_line(say, found.diff)]
    if diff.changed:
        told = [
            f"• {cut(one.title, 90)}\n" + "\n".join(_change(say, c) for c in one.changes)
            for one in diff.changed[:SHOWN]
        ]
        parts.append("\n".join([say("plan-diff-changed"), *told, *_rest(say, len(diff.changed))]))
    if diff.new:
        told = [f"• {cut(title, 90)}" for _, title in diff.new[:SHOWN]]
        parts.append("\n".join([say("plan-diff-new"), *told, *_rest(say, len(diff.new))]))
    if diff.gone:
        told = [
            f"• {cut(one.title, 90)}" + (" " + say("plan-diff-told", count=one.told) if one.told else "")
            for one in diff.gone[:SHOWN]
        ]
        parts.append("\n".join([say("plan-diff-gone"), *told, *_rest(say, len(diff.gone))]))
    rows: list[Row] = [
        [(say("plan-keep", title=cut(one.title, 40)), Whole(draft=found.draft_id, act="keep", of=one.task_id))]
        for one in diff.gone[:SHOWN]
    ]
    rows.append([(say("plan-issue-preview"), Draft(draft=found.draft_id, view="i"))])
    text = page(say("plan-see-differences"), say("plan-corrects", plan=found.corrects), *parts)
    return Screen(text, [*rows, home(say, Draft(draft=found.draft_id))])


def _rest(say: Speaker, count: int) -> list[str]:
    return [say("plan-and-more", count=count - SHOWN)] if count > SHOWN else []


def _change(say: Speaker, change: Change) -> str:
    return say(
        "plan-diff-field",
        field=say(f"plan-field-{change.field}"),
        before=_value(say, change.before),
        after=_value(say, change.after),
    )


def _value(say: Speaker, value: str | date | int | None) -> str:
    if isinstance(value, date):
        return day(value)
    return "–" if value in (None, "") else cut(str(value), 90)


def preview(say: Speaker, found: Overview, own: str) -> Screen:
    """What Ban hành would do; or what is to be settled before."""
    at = found.draft_id
    counts = say("plan-count", tasks=found.tasks, dated=found.dated, milestones=found.milestones)
    rows: list[Row] = []
    if not found.tasks:
        told = say("plan-refused-nothing")
    elif found.unclear:
        told = say("plan-refused-unclear-units", count=found.unclear)
        rows.append([(say("plan-see-doubtful", count=found.doubtful), Draft(draft=at, view=DOUBTFUL))])
    elif found.without_units:
        told = say("plan-refused-no-units", count=found.without_units)
        rows.append([(say("plan-give-rest", count=found.without_units), Ask(draft=at, item=0, what="rest"))])
        rows.append([(say("plan-units-own", unit=cut(own, 40)), Whole(draft=at, act="own"))])
        rows.append([(say("plan-see-doubtful", count=found.doubtful), Draft(draft=at, view=DOUBTFUL))])
    else:
        doubtful = say("plan-preview-doubtful", count=found.doubtful) if found.doubtful else ""
        told = "\n".join(part for part in (say("plan-preview-told"), doubtful) if part)
        rows.append([(say("plan-issue"), Issue(draft=at, version=found.version))])
    corrected = say("plan-corrects", plan=found.corrects) + "\n" + _diff_line(say, found.diff) if found.corrects else ""
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
